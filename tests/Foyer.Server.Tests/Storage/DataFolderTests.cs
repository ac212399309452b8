using Foyer.Server.Settings;
using Foyer.Server.Storage;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Storage;

/// <summary>The folder of all data: private, used by one process, with secrets that are made once.</summary>
public sealed class DataFolderTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string parent = TestServer.NewFolder();

    private string Place => Path.Combine(parent, "data");

    public void Dispose() => Directory.Delete(parent, recursive: true);

    [Fact]
    public void A_new_folder_and_its_subfolders_belong_to_their_owner_alone()
    {
        var folder = DataFolder.Open(Place);
        var media = folder.Folder("media");

        folder.Database.ShouldBe(Path.Combine(Place, "foyer.db"));
        media.ShouldBe(Path.Combine(Place, "media"));
        if (!OperatingSystem.IsWindows())
            foreach (var path in new[] { Place, media })
                File.GetUnixFileMode(path).ShouldBe(OwnerOnly | UnixFileMode.UserExecute);
    }

    [Fact]
    public void Only_one_may_claim_a_folder_at_a_time()
    {
        using (DataFolder.Claim(Place))
        {
            var refused = Should.Throw<StartupException>(() => DataFolder.Claim(Place));
            refused.Message.ShouldContain(Place);
            refused.Message.ShouldContain("another server is using");
            Should.NotThrow(() => DataFolder.Open(Place), "programs that only look at the folder do not claim it");
        }

        Should.NotThrow(() => DataFolder.Claim(Place).Dispose());
    }

    [Fact]
    public void A_file_in_place_of_the_folder_is_refused_with_its_setting()
    {
        File.WriteAllText(Place, "a file");

        Should
            .Throw<StartupException>(() => DataFolder.Open(Place))
            .Message.ShouldStartWith($"Foyer:Data is \"{Place}\"");
    }

    [Fact]
    public void A_secret_is_made_once_and_kept_for_its_name()
    {
        var folder = DataFolder.Open(Place);
        var (first, other, longer) = (
            folder.Secret("session-1"),
            folder.Secret("session-2"),
            folder.Secret("mail", 64)
        );

        (first.Length, longer.Length).ShouldBe((32, 64));
        other.ShouldNotBe(first);
        DataFolder.Open(Place).Secret("session-1").ShouldBe(first);
        folder.Secrets("session-").Order().ShouldBe(["session-1", "session-2"]);
        folder.Secrets("").Count().ShouldBe(3, "no draft of a key remains");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Path.Combine(Place, "keys", "mail.key")).ShouldBe(OwnerOnly);
    }
}
