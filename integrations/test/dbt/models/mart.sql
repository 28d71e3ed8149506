select * from (values (1, 'open'), (2, 'paid')) as rows (order_id, status)
