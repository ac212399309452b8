namespace Foyer.Server.Tests.Fixtures;

/// <summary>What people do in rooms, by REST.</summary>
internal static class PersonRoomExtensions
{
    /// <summary>Joins the room of that name, or creates it; returns its id.</summary>
    public static async Task<long> JoinAsync(this Person person, string room)
    {
        var reply = await person.PostAsync("/api/chats/join", new { name = room });
        reply.Status.ShouldBeOneOf(200, 201);
        return reply.Json.GetProperty("id").GetInt64();
    }

    public static async Task<long> SayAsync(this Person person, long chat, string text, string? clientId = null) =>
        (await person.PostAsync($"/api/chats/{chat}/messages", new { text, client_id = clientId }))
            .ShouldBe(201)
            .Json.Id();

    /// <summary>The texts of a page of history, in the order given.</summary>
    public static async Task<string[]> TextsAsync(this Person person, long chat, string query = "")
    {
        var reply = (await person.GetAsync($"/api/chats/{chat}/messages?{query}")).ShouldBe(200);
        return [.. reply.Json.GetProperty("results").EnumerateArray().Select(message => message.Text())];
    }
}
