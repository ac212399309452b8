using Foyer.Server.Settings;

namespace Foyer.Server.Storage;

public static class StorageSlice
{
    public static void AddStorage(this IServiceCollection services, FoyerSettings settings)
    {
        Permissions.KeepNewFilesPrivate();
        var folder = DataFolder.Open(settings.Data);
        services.AddSingleton(folder);
        // Opened while the rest of the house is built.
        var database = Task.Run(() => Migrated(new SqliteDatabase(folder.Database)));
        services.AddSingleton(_ => database.GetAwaiter().GetResult());
        services.AddSingleton<Writer>();
        services.AddSingleton<WorkItems>();
        services.AddSingleton<Backup>();
    }

    private static Database Migrated(Database database)
    {
        database.Migrate();
        return database;
    }
}
