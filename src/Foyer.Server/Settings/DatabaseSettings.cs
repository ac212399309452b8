namespace Foyer.Server.Settings;

public sealed class DatabaseSettings
{
    [Setting("The database: a file in the data folder, or a PostgreSQL server.")]
    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;

    [Setting("How to reach PostgreSQL, such as Host=db;Database=foyer;Username=foyer.", Secret = true)]
    public string? ConnectionString { get; set; }

    [Setting("A file that holds the connection string, for secrets kept out of the environment.")]
    public string? ConnectionStringFile { get; set; }
}

public enum DatabaseProvider
{
    Sqlite,
    Postgres,
}
