namespace Foyer.Server.Settings;

public sealed class DatabaseSettings
{
    [Setting("The database: sqlite, a file in the data folder. This version does not start with postgres.")]
    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;

    [Setting(
        "How to reach PostgreSQL, such as Host=db;Database=foyer;Username=foyer. Not used by this version.",
        Secret = true
    )]
    public string? ConnectionString { get; set; }

    [Setting(
        "A file that holds the connection string, for secrets kept out of the environment. Not used by this version."
    )]
    public string? ConnectionStringFile { get; set; }
}

public enum DatabaseProvider
{
    Sqlite,
    Postgres,
}
