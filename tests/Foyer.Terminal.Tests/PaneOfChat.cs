using Foyer.Server.Tests.House;

namespace Foyer.Terminal.Tests;

/// <summary>A pane with the terminal client in it. Browser tests, which link the other part, start a published client themselves.</summary>
internal sealed partial class Pane
{
    /// <summary>Opens the terminal client of a server for a user who has an account.</summary>
    public static Task<Pane> OpenChatAsync(string door, string name, int width = 100, int height = 24) =>
        OpenAsync(width, height, ["FOYER_PASSWORD=" + Person.Password], [.. Chat(door), "--user", name]);

    /// <summary>Returns the command that starts the terminal client.</summary>
    public static string[] Chat(string door) => ["dotnet", typeof(Door).Assembly.Location, "--server", door];
}
