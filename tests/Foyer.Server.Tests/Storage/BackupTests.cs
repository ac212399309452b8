using System.Formats.Tar;
using System.IO.Compression;
using Foyer.Server.Storage;
using Foyer.Server.Storage.Sqlite;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Storage;

/// <summary>What a backup contains, and what is refused when one is unpacked.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly string target = TestServer.NewFolder();

    private string Packed => Path.Combine(target, "foyer.backup");

    public void Dispose() => Directory.Delete(target, recursive: true);

    [Fact]
    public async Task It_contains_notes_keys_and_media_and_neither_sessions_nor_drafts()
    {
        await using var database = await TestDatabase.OpenAsync();
        await database.AddAsync("kept");
        await database.ExecuteAsync(
            """
            insert into users (id, username, username_key, email, email_key, password, created_at) values (1, 'ada', 'ada', 'a', 'a', 'p', 1);
            insert into sessions (id, user_id, created_at, used_at, expires_at, address, agent, binding) values ('s', 1, 1, 1, 2, '', '', 'none');
            insert into links (hash, user_id, purpose, expires_at) values ('h', 1, 'reset', 1);
            """
        );
        foreach (var name in new[] { "keys/a.key", "media/files/b", "media/drafts/c", "logs/d.log" })
        {
            Directory.CreateDirectory(Path.Combine(database.Folder, Path.GetDirectoryName(name)!));
            await File.WriteAllTextAsync(Path.Combine(database.Folder, name), name);
        }

        await new Backup(DataFolder.Open(database.Folder), database.Database).WriteAsync(
            Packed,
            CancellationToken.None
        );
        var restored = Path.Combine(target, "restored");
        await Backup.RestoreAsync(Packed, restored, CancellationToken.None);

        Directory
            .EnumerateFiles(restored, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(restored, file))
            .Order(StringComparer.Ordinal)
            .ShouldBe(["foyer.db", "keys/a.key", "media/files/b"]);
        await using var copy = new SqliteDatabase(Path.Combine(restored, "foyer.db"));
        (await copy.ReadAsync(db => db.List<string>("select text from notes"))).ShouldBe(["kept"]);
        (
            await copy.ReadAsync(db =>
                db.One<long>("select (select count(*) from sessions) + (select count(*) from links)")
            )
        ).ShouldBe(0);
        database.Read(db => db.One<long>("select count(*) from sessions")).ShouldBe(1, "the server keeps its own");
        Directory.EnumerateFiles(database.Folder, "backup-*").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_exists_is_not_replaced_and_no_partial_file_remains()
    {
        await using var database = await TestDatabase.OpenAsync();
        await File.WriteAllTextAsync(Packed, "an earlier backup");
        var backup = new Backup(DataFolder.Open(database.Folder), database.Database);

        await Should.ThrowAsync<IOException>(backup.WriteAsync(Packed, CancellationToken.None));
        await Should.ThrowAsync<OperationCanceledException>(
            backup.WriteAsync(Packed + "2", new CancellationToken(canceled: true))
        );

        Directory.EnumerateFiles(target).ShouldBe([Packed]);
        (await File.ReadAllTextAsync(Packed)).ShouldBe("an earlier backup");
        Directory.EnumerateFiles(database.Folder, "backup-*").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("../keys/escaped")]
    [InlineData("keys/../../escaped")]
    [InlineData("keys/./a")]
    [InlineData("keys//a")]
    [InlineData("keys\\a")]
    [InlineData("keys/a\\b")]
    [InlineData("keys")]
    [InlineData("/keys/a")]
    [InlineData("logs/a.log")]
    [InlineData("server.lock")]
    [InlineData("sub/foyer.db")]
    public async Task A_name_that_does_not_belong_in_a_backup_is_refused(string name)
    {
        await PackAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream([1]) });

        await RefusedAsync(name);
    }

    [Fact]
    public async Task A_link_is_refused()
    {
        await PackAsync(new PaxTarEntry(TarEntryType.SymbolicLink, "keys/a") { LinkName = "/etc/passwd" });

        await RefusedAsync("keys/a");
    }

    private async Task RefusedAsync(string name)
    {
        var restored = Path.Combine(target, "restored");
        (
            await Should.ThrowAsync<InvalidDataException>(Backup.RestoreAsync(Packed, restored, CancellationToken.None))
        ).Message.ShouldContain(name);
        Directory.EnumerateFiles(restored, "*", SearchOption.AllDirectories).ShouldBeEmpty();
        Directory.EnumerateFiles(target).ShouldBe([Packed]);
    }

    private async Task PackAsync(TarEntry entry)
    {
        await using var packed = new GZipStream(File.Create(Packed), CompressionLevel.Fastest);
        await using var tar = new TarWriter(packed, TarEntryFormat.Pax);
        await tar.WriteEntryAsync(entry);
    }
}
