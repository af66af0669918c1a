-- The days of 2000 to 2049 with the month they lie in: day counts from 1970-01-01, month_at is the first second of the
-- month, days_in_month its length. It stands in for date functions, which databases do not share.
-- index: day
WITH RECURSIVE walk (day, year, month, day_of_month, days_in_month) AS (
	SELECT 10957, 2000, 1, 1, 31
	 UNION ALL
	SELECT day + 1,
	       CASE WHEN month = 12 AND day_of_month = 31 THEN year + 1 ELSE year END,
	       CASE WHEN day_of_month < days_in_month THEN month ELSE month % 12 + 1 END,
	       CASE WHEN day_of_month < days_in_month THEN day_of_month + 1 ELSE 1 END,
	       CASE
	         WHEN day_of_month < days_in_month THEN days_in_month
	         WHEN month = 1 THEN CASE WHEN year % 4 = 0 THEN 29 ELSE 28 END
	         WHEN month IN (3, 5, 8, 10) THEN 30
	         ELSE 31
	       END
	  FROM walk
	 WHERE day < 29219
)
SELECT day, year, month, day_of_month, days_in_month,
       86400 * (day - day_of_month + 1) AS month_at
  FROM walk
