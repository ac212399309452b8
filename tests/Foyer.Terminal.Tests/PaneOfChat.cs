using Foyer.Server.Tests.Fixtures;

namespace Foyer.Terminal.Tests;

/// <summary>A pane with the terminal client in it. Browser tests, which link the other part, start a published client themselves.</summary>
internal sealed partial class TmuxPane
{
    /// <summary>Opens the terminal client of a server for a user who has an account.</summary>
    public static Task<TmuxPane> OpenChatAsync(string door, string name, int width = 100, int height = 24) =>
        OpenAsync(width, height, ["FOYER_PASSWORD=" + Person.Password], [.. Chat(door), "--user", name]);

    /// <summary>Returns the command that starts the terminal client.</summary>
    public static string[] Chat(string door) => ["dotnet", typeof(ServerAddress).Assembly.Location, "--server", door];
}
