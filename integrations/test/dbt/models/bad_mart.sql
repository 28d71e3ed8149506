select * from (values (1, 'open'), (2, 'payed')) as rows (order_id, status)
