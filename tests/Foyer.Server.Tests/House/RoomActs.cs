namespace Foyer.Server.Tests.House;

/// <summary>What people do in rooms, in words short enough for a test.</summary>
public static class RoomActs
{
    public static async Task<long> MakePrivateRoomAsync(this Person person, string name) =>
        (await person.PostAsync("/api/chats", new { name, kind = "private" }))
            .ShouldBe(201)
            .Json.GetProperty("id")
            .GetInt64();

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
