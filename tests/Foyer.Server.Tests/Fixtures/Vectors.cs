using System.Text.Json;

namespace Foyer.Server.Tests.Fixtures;

/// <summary>Cases of rules that the server shares with the browser: both test suites read the same files.</summary>
public static class Vectors
{
    public static JsonElement Read(string file) =>
        JsonElement.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "vectors", file)));
}
