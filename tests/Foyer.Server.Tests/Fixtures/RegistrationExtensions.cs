using System.Net.Http.Json;
using System.Text.Json;

namespace Foyer.Server.Tests.Fixtures;

internal static class RegistrationExtensions
{
    /// <summary>Creates an account, confirmed by default, on a server that runs as a process of its own.</summary>
    public static async Task RegisterAsync(this ServerProcess server, string name, bool confirm = true)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        using var made = await http.PostAsJsonAsync(
            "/api/register",
            new
            {
                username = name,
                email = $"{name}@example.org",
                password = Person.Password,
            }
        );
        made.EnsureSuccessStatusCode();
        if (!confirm)
            return;
        var link = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("confirmation_url").GetString()!;
        using var confirmed = await http.PostAsJsonAsync("/api/confirm", new { hash = link.Split("hash=")[1] });
        confirmed.EnsureSuccessStatusCode();
    }
}
