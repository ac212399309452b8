using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using Foyer.Server.Tests.Fixtures;
using Microsoft.Data.Sqlite;

namespace Foyer.Server.Tests.Events;

/// <summary>Reminders of a real process that is killed: none is sent again after the restart.</summary>
[Trait("Part", "load")]
public sealed class ReminderRestartTests
{
    [Fact]
    public async Task A_reminder_goes_out_once_though_the_server_is_killed_right_after_it()
    {
        await using var server = new ServerProcess("--Foyer:Test:Populate=true", "--Foyer:TimeZone=UTC");
        await server.StartAsync();
        var token = (await server.AdminAsync("populate", "--people", "1", "--rooms", "1")).Split(' ')[0];
        using var host = Client(server, token);
        var first = await PlanAsync(host, "First");
        var second = await PlanAsync(host, "Second");
        await server.KillAsync();
        BringNear(server, first);

        await server.StartAsync();
        await RemindedAsync(server, token, "First");
        await server.KillAsync();
        BringNear(server, second);
        await server.StartAsync();
        await RemindedAsync(server, token, "Second");

        // Both were due at the same look of the clock, so the first would have come again by now.
        using var again = Client(server, token);
        var inbox = await again.GetFromJsonAsync<JsonElement>("/api/notifications");
        var reminders = inbox
            .GetProperty("results")
            .EnumerateArray()
            .Where(entry => entry.GetProperty("kind").GetString() == "reminder")
            .Select(entry => entry.GetProperty("event").GetString())
            .ToList();
        reminders.ShouldBe([second, first]);
        var chat = (await again.GetFromJsonAsync<JsonElement>($"/api/events/{first}")).GetProperty("chat").GetInt64();
        var lines = await again.GetFromJsonAsync<JsonElement>($"/api/chats/{chat}/messages");
        lines
            .GetProperty("results")
            .EnumerateArray()
            .Count(line => line.GetProperty("text").GetString()!.Contains("begins in "))
            .ShouldBe(1);
    }

    private static HttpClient Client(ServerProcess server, string token) =>
        new()
        {
            BaseAddress = server.Address,
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        };

    private static async Task<string> PlanAsync(HttpClient host, string title)
    {
        var answer = await host.PostAsJsonAsync(
            "/api/events",
            new
            {
                title,
                description = "Bring a blanket.",
                date = TimeProvider.System.GetUtcNow().AddDays(3).ToString("yyyy-MM-dd"),
                time = "19:00",
                visibility = "public",
            }
        );
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    /// <summary>Waits for the process's own word, live or already in the inbox.</summary>
    private static async Task RemindedAsync(ServerProcess server, string token, string title)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        await socket.ConnectAsync(new Uri(server.Address, "/ws").WithScheme("ws"), patience.Token);
        using var host = Client(server, token);
        var inbox = await host.GetStringAsync("/api/notifications", patience.Token);
        var buffer = new byte[64 * 1024];
        var heard = inbox;
        while (!heard.Contains("reminder") || !heard.Contains(title))
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), patience.Token);
            heard = System.Text.Encoding.UTF8.GetString(buffer, 0, part.Count);
        }
    }

    /// <summary>While the server does not run: moves the event so that it begins in half an hour.</summary>
    private static void BringNear(ServerProcess server, string id)
    {
        using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(server.Folder, "foyer.db")};Pooling=False"
        );
        connection.Open();
        using var command = connection.CreateCommand();
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * 1000;
        command.CommandText =
            "update events set starts_at = @start, ends_at = @start + 3600000000, scheduled_at = @planned where id = @id";
        command.Parameters.AddWithValue("@start", now + 1_800_000_000);
        command.Parameters.AddWithValue("@planned", now - 20_000_000_000);
        command.Parameters.AddWithValue("@id", id);
        command.ExecuteNonQuery().ShouldBe(1);
    }
}
