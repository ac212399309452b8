using Foyer.Server.Settings;
using Foyer.Server.Storage.Sqlite;

namespace Foyer.Server.Storage;

public static class StorageSlice
{
    public static void AddStorage(
        this IServiceCollection services,
        FoyerSettings settings,
        params IReadOnlyList<CodeMigration> code
    )
    {
        FilePermissions.KeepNewFilesPrivate();
        // Before anything in it is touched.
        var folder = DataFolder.Claim(settings.Data);
        services.AddSingleton(_ => folder);
        // Opened while the rest of the server is built.
        var database = Task.Run(() => Migrated(new SqliteDatabase(folder.Database), code));
        services.AddSingleton(provider =>
        {
            // Resolved first, it is disposed last.
            provider.GetRequiredService<DataFolder>();
            return database.GetAwaiter().GetResult();
        });
        services.AddSingleton<Writer>();
        services.AddSingleton<WorkItems>();
        services.AddSingleton<Backup>();
    }

    private static Database Migrated(Database database, IReadOnlyList<CodeMigration> code)
    {
        database.Migrate(code);
        return database;
    }
}
