using Foyer.Protocol;
using Foyer.Server.Mail;
using Foyer.Server.Storage;
using Foyer.Server.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Foyer.Server.Gateways.Console;

/// <summary>
/// Restores a backup while no server runs. The previous content of the data folder is moved aside, not deleted.
/// </summary>
internal static class BackupRestore
{
    private static readonly string[] Replaced = ["foyer.db", "foyer.db-wal", "foyer.db-shm", "keys", "media"];

    public static async Task<int> RunAsync(string file, string data, TextWriter output, TextWriter errors)
    {
        if (!File.Exists(file))
        {
            await errors.WriteLineAsync(PlainText.Encode($"There is no file {file}."));
            return AdminCommandGroup.Refused;
        }
        using var folder = DataFolder.Claim(data);
        var aside = PutAside(data);
        int dropped;
        List<MailSummary> waiting;
        try
        {
            await Backup.RestoreAsync(file, data, CancellationToken.None);
            await using var database = new SqliteDatabase(Path.Combine(data, "foyer.db"));
            if (database.FindFaults() is [var fault, ..])
                throw new InvalidDataException(fault);
            (dropped, waiting) = await TidyMailsAsync(database);
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync(PlainText.Encode($"The backup could not be restored. {fault.Message}"));
            return AdminCommandGroup.Refused;
        }
        await output.WriteLineAsync(
            PlainText.Encode(
                $"Restored. {(aside is null ? "" : $"What was there before lies in {aside}. ")}Everybody signs in anew."
            )
        );
        await ReportAsync(dropped, waiting, output);
        return AdminCommandGroup.Done;
    }

    /// <summary>
    /// Removes the e-mails that contain a link, since a backup contains no links. The others would be sent once more.
    /// </summary>
    private static async Task<(int Dropped, List<MailSummary> Waiting)> TidyMailsAsync(SqliteDatabase database)
    {
        database.Migrate();
        await using var writer = new Writer(database, TimeProvider.System, NullLogger<Writer>.Instance);
        return (
            await writer.WriteAsync<(int, List<MailSummary>)>(write =>
                (RestoredMails.DropDeadLinks(write), RestoredMails.List(write))
            )
        ).Value;
    }

    private static async Task ReportAsync(int dropped, List<MailSummary> waiting, TextWriter output)
    {
        if (dropped > 0)
            await output.WriteLineAsync($"E-mails dropped because their links no longer work: {dropped}.");
        if (waiting.Count == 0)
            return;
        await output.WriteLineAsync(
            $"E-mails that were waiting and will be sent when the server starts: {waiting.Count}. Some may have been sent since the backup was made."
        );
        foreach (var mail in waiting)
            await output.WriteLineAsync(
                PlainText.Encode($"  {mail.CreatedAt[..16].Replace('T', ' ')} UTC  {mail.Recipient}  {mail.Subject}")
            );
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
