using System.Text.Json;

namespace Foyer.Server.Tests.Fixtures;

/// <summary>A copy of a data folder that an earlier version wrote, and the manifest that names what is in it.</summary>
public sealed class DataFixture : IDisposable
{
    public DataFixture(string version)
    {
        var source = Path.Combine(Root(), "tests", "fixtures", $"data-{version}");
        Manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(source, "manifest.json"))).RootElement;
        Copy(Path.Combine(source, "data"), Folder);
    }

    public string Folder { get; } = TestServer.NewFolder();

    public JsonElement Manifest { get; }

    /// <summary>The instant at which the folder was written.</summary>
    public DateTimeOffset CreatedAt => Manifest.GetProperty("created_at").GetDateTimeOffset();

    public string Text(params string[] path) => Find(path).GetString()!;

    public long Number(params string[] path) => Find(path).GetInt64();

    public IEnumerable<string> Texts(params string[] path) =>
        Find(path).EnumerateArray().Select(text => text.GetString()!);

    public Task<TestServer> StartAsync(params string[] settings) =>
        TestServer.StartAtAsync(Folder, CreatedAt, ["--Foyer:TimeZone=UTC", .. settings]);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private JsonElement Find(string[] path) => path.Aggregate(Manifest, (at, name) => at.GetProperty(name));

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.GetDirectories(from))
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Foyer.slnx")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
