/** A small medallion that a reader can check by hand: bronze.orders (CSV, a file a day) feeds gold.daily. */
import { testProject, type TestProject } from '../support/cli.js';

const ORDERS = `
apiVersion: v3.1.0
kind: DataContract
id: orders
version: 1.0.0
status: active
team: {members: [{username: olga@shop.example, role: owner}]}
servers: [{server: files, type: local, path: "data/orders/day=*/*.csv", format: csv}]
customProperties: [{property: layer, value: bronze}]
schema:
  - name: orders
    properties:
      - {name: day, logicalType: date, partitioned: true}
      - {name: order_id, logicalType: integer, primaryKey: true, primaryKeyPosition: 1}
      - name: amount
        logicalType: number
        required: true
        logicalTypeOptions: {minimum: 0}
`;

const DAILY = `
apiVersion: v3.1.0
kind: DataContract
id: daily
version: 1.0.0
status: active
servers: [{server: files, type: local, path: "data/daily/day=*/*.csv", format: csv}]
customProperties: [{property: layer, value: gold}]
schema:
  - name: daily
    properties:
      - {name: day, logicalType: date, partitioned: true}
      - {name: total, logicalType: number, required: true, transformSourceObjects: [bronze.orders]}
`;

export const GOOD_ORDERS = 'order_id,amount\n1,10.50\n2,20\n3,0\n';
/** Order 2 has a negative amount, order 3 none. */
export const BAD_ORDERS = 'order_id,amount\n1,10.50\n2,-20\n3,\n';

/** The project with one good day, 1 May. */
export function ordersProject(config = ''): TestProject {
  return testProject({
    'assay.yaml': `project: shop\n${config}`,
    'contracts/orders.odcs.yaml': ORDERS.trimStart(),
    'contracts/daily.odcs.yaml': DAILY.trimStart(),
    'data/orders/day=2026-05-01/orders.csv': GOOD_ORDERS,
    'data/daily/day=2026-05-01/daily.csv': 'total\n30.50\n',
  });
}
