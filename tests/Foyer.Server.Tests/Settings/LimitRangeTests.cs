using System.Globalization;
using System.Reflection;
using Foyer.Server.Settings;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Settings;

/// <summary>The server starts with every limit at an end of its range, and people can sign in and talk unless the limit forbids it.</summary>
public sealed class LimitRangeTests
{
    // With a burst of one message or a name of one letter, the server is not usable.
    private static readonly string[] NeedsRoom = ["RoomName", "MessageBurst", "Message", "TokenName", "Frame"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_server_starts_with_all_limits_at_one_end(bool atMaximum)
    {
        var settings = typeof(LimitSettings)
            .GetProperties()
            .Select(property => (property.Name, Range: property.GetCustomAttribute<SettingAttribute>()!))
            .Where(limit => atMaximum || !NeedsRoom.Contains(limit.Name))
            .Select(limit =>
                $"--Foyer:Limits:{limit.Name}="
                + (atMaximum ? limit.Range.Max : limit.Range.Min).ToString(CultureInfo.InvariantCulture)
            );
        await using var server = await TestServer.StartAsync([
            .. settings,
            "--Foyer:Tcp:Enabled=true",
            "--Foyer:Tcp:Port=0",
        ]);
        using var ada = await server.RegisterAsync("ada");
        var lobby = await ada.JoinAsync("lobby");
        await using var wire = await WebSocketClient.JoinAsync(ada, lobby);
        (await ada.PostAsync($"/api/chats/{lobby}/messages", new { text = "Hello" })).ShouldBe(201);
        (await wire.ExpectAsync("chat_message"))
            .GetProperty("message")
            .GetProperty("text")
            .GetString()
            .ShouldBe("Hello");
    }
}
