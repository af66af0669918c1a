// Loads FILE into table flows of a new database: node load.mjs json|csv FILE DATABASE COUNT
import { DuckDBInstance } from '@duckdb/node-api';
import { statSync } from 'node:fs';

const [kind, file, database, count] = process.argv.slice(2);
// The whole {"value": [...]} is one object to DuckDB, and its limit for one is 16 MB unless told.
const size = Math.max(statSync(file).size + 1024, 16777216);
const select = {
  json: `SELECT unnest(value, max_depth := 2) FROM read_json_auto('${file}', maximum_object_size = ${size})`,
  csv: `SELECT * FROM read_csv('${file}')`,
}[kind];

const instance = await DuckDBInstance.create(database);
const connection = await instance.connect();
await connection.run(`CREATE TABLE flows AS ${select}`);
const rows = await connection.runAndReadAll('SELECT count(*) FROM flows');
const found = Number(rows.getRows()[0][0]);
connection.closeSync();
instance.closeSync();
if (found !== Number(count)) {
  console.error(`expected ${count} rows, found ${found}`);
  process.exit(1);
}
