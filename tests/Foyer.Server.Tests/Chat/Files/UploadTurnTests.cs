using Foyer.Server.Accounts;
using Foyer.Server.Chat.Files;
using Foyer.Server.Media;
using Foyer.Server.Tests.Fixtures;
using Foyer.Server.Tests.Media;

namespace Foyer.Server.Tests.Chat.Files;

/// <summary>What waits for what while files come in.</summary>
public sealed class UploadTurnTests : IAsyncLifetime
{
    private TestServer server = null!;
    private Person ada = null!;
    private Person ben = null!;
    private long lobby;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync("--Foyer:Limits:Upload=64 KiB", "--Foyer:Limits:UploadsPerUser=60 KiB");
        ada = await server.RegisterAsync("ada");
        ben = await server.RegisterAsync("ben");
        lobby = await ada.JoinAsync("lobby");
        await ben.JoinAsync("lobby");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_persons_second_file_is_not_begun_before_the_first_has_come_and_nobody_else_waits()
    {
        var caller = await CallerAsync(ada);
        var uploading = server.Get<Uploads>();
        await using var first = new SlowFile(60 * 1024);
        await using var second = new SlowFile(1);
        var whole = uploading.UploadAsync(caller, lobby, "first.bin", first, CancellationToken.None);
        await first.Begun.WaitAsync(TimeSpan.FromSeconds(20));

        var waiting = uploading.UploadAsync(caller, lobby, "second.bin", second, CancellationToken.None);
        (await ben.UploadAsync(lobby, "other.bin", new byte[10])).ShouldBe(201);
        first.Finish();

        (await whole).Refused(out _).ShouldBeFalse();
        (await waiting.WaitAsync(TimeSpan.FromSeconds(20)))
            .Refusal.ShouldNotBeNull()
            .Errors[0]
            .Code.ShouldBe("quota_exceeded");
        second.Begun.IsCompleted.ShouldBeFalse("there was no room for a byte of it");
    }

    [Fact]
    public async Task Only_so_many_pictures_are_in_memory_at_once_and_other_files_pass_them()
    {
        var desk = server.Get<PictureSlots>();
        var busy = new TaskCompletionSource<bool>();
        var seated = Enumerable
            .Range(0, PictureSlots.Places)
            .Select(_ => desk.EnterAsync(() => busy.Task, CancellationToken.None))
            .ToList();

        var picture = ada.UploadAsync(lobby, "a.png", Samples.Png());
        (await ben.UploadAsync(lobby, "notes.txt", "Words"u8.ToArray(), "text/plain")).ShouldBe(201);
        await DraftAsync();
        Pictures().ShouldBeEmpty();
        picture.IsCompleted.ShouldBeFalse();

        busy.SetResult(true);
        await Task.WhenAll(seated);
        (await picture).ShouldBe(201);
        Pictures().ShouldHaveSingleItem();
    }

    private string[] Pictures() => Directory.GetFiles(Path.Combine(server.Data, "media/files"), "*.png");

    /// <summary>Returns when the picture lies on the disk, waiting.</summary>
    private async Task DraftAsync()
    {
        var drafts = Path.Combine(server.Data, "media/drafts");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (Directory.GetFiles(drafts).All(file => new FileInfo(file).Length == 0))
            await Task.Delay(10, patience.Token);
    }

    private static async Task<Caller> CallerAsync(Person person)
    {
        var session = (await person.GetAsync("/api/users/me/sessions")).Json.GetProperty("results")[0];
        return new Caller(person.Id, person.Name, null, session.GetProperty("id").GetString()!, null, long.MaxValue);
    }

    /// <summary>A file of zeros that comes whole once the test says so.</summary>
    private sealed class SlowFile(int length) : MemoryStream(new byte[length])
    {
        private readonly TaskCompletionSource begun = new();
        private readonly TaskCompletionSource finish = new();

        public Task Begun => begun.Task;

        public void Finish() => finish.TrySetResult();

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            begun.TrySetResult();
            await finish.Task.WaitAsync(cancellationToken);
            return Read(buffer.Span);
        }
    }
}
