using Foyer.Protocol;
using Foyer.Server.Storage;

namespace Foyer.Server.Gateways.Console;

/// <summary>Brings a backup back, while no server runs. What was in the data folder is put aside, not thrown away.</summary>
internal static class Restoring
{
    private static readonly string[] Replaced = ["foyer.db", "foyer.db-wal", "foyer.db-shm", "keys", "media"];

    public static async Task<int> RunAsync(string file, string data, TextWriter output, TextWriter errors)
    {
        if (!File.Exists(file))
        {
            await errors.WriteLineAsync(PlainText.Encode($"There is no file {file}."));
            return AdminRows.Refused;
        }
        var aside = PutAside(data);
        try
        {
            await Backup.RestoreAsync(file, data, CancellationToken.None);
            await using var database = new SqliteDatabase(Path.Combine(data, "foyer.db"));
            if (database.FindFaults() is [var fault, ..])
                throw new InvalidDataException(fault);
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync(PlainText.Encode($"The backup could not be restored. {fault.Message}"));
            return AdminRows.Refused;
        }
        await output.WriteLineAsync(
            PlainText.Encode(
                $"Restored. {(aside is null ? "" : $"What was there before lies in {aside}. ")}Everybody signs in anew."
            )
        );
        return AdminRows.Done;
    }

    private static string? PutAside(string data)
    {
        var there = Replaced
            .Select(name => Path.Combine(data, name))
            .Where(path => File.Exists(path) || Directory.Exists(path))
            .ToList();
        if (there.Count == 0)
            return null;
        var aside = Directory.CreateDirectory(Path.Combine(data, $"before-restore-{Guid.NewGuid():N}")).FullName;
        foreach (var path in there)
            Directory.Move(path, Path.Combine(aside, Path.GetFileName(path)));
        return aside;
    }
}
