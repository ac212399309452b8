-- For a list in a check SQLite makes and drops a table with each row that is stored: a tenth of what a post costs.
pragma writable_schema = on;
update sqlite_master set sql = replace(
    sql,
    'kind in (''text'', ''system'', ''event'', ''joined'', ''left'')',
    'kind = ''text'' or kind = ''system'' or kind = ''event'' or kind = ''joined'' or kind = ''left'''
) where type = 'table' and name = 'messages';
pragma writable_schema = reset;
