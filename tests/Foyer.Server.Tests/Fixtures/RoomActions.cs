namespace Foyer.Server.Tests.Fixtures;

/// <summary>The actions of people in rooms, as short calls for tests.</summary>
public static class RoomActions
{
    public static async Task<long> MakePrivateRoomAsync(this Person person, string name) =>
        (await person.PostAsync("/api/chats", new { name, kind = "private" }))
            .ShouldBe(201)
            .Json.GetProperty("id")
            .GetInt64();

    /// <summary>Creates an invite link and returns its code.</summary>
    public static async Task<string> InviteAsync(this Person person, long chat, object? limits = null) =>
        (await person.PostAsync($"/api/chats/{chat}/invites", limits ?? new { }))
            .ShouldBe(201)
            .Json.GetProperty("code")
            .GetString()!;

    public static async Task<string?> RoleAsync(this Person person, long chat)
    {
        var reply = await person.GetAsync($"/api/chats/{chat}");
        return reply.Status == 404 ? "outsider" : reply.ShouldBe(200).Json.GetProperty("role").GetString();
    }

    public static async Task<Reply> UploadAsync(
        this Person person,
        long chat,
        string name,
        byte[] content,
        string type = "image/png"
    )
    {
        using var form = new MultipartFormDataContent();
        var part = new ByteArrayContent(content);
        part.Headers.TryAddWithoutValidation("Content-Type", type);
        form.Add(part, "file", name);
        return await person.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, $"/api/chats/{chat}/attachments") { Content = form }
        );
    }
}
