using System.Text.Json;

namespace Foyer.Terminal;

/// <summary>Sends a file to a room in parts that fit into frames, then the message that shows it.</summary>
internal sealed class Upload(ChatSession chat, Room room, string path)
{
    private const int PartBytes = 384 * 1024;

    private readonly string id = MessageSender.NewId();

    /// <summary>Returns the client id, which is settled once the message is stored.</summary>
    public async Task<string> RunAsync()
    {
        FileStream file;
        try
        {
            file = File.OpenRead(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return chat.Sender.Refuse($"Cannot read {SafeText.Line(path)}: {SafeText.Line(fault.Message)}", id);
        }
        await SendPartAsync(file, isFirst: true);
        return id;
    }

    private async Task SendPartAsync(FileStream file, bool isFirst)
    {
        var part = new byte[PartBytes];
        var length = await file.ReadAtLeastAsync(part, part.Length, throwOnEndOfStream: false);
        var isLast = file.Position >= file.Length;
        await chat.Questions.AskAsync(
            "upload",
            new()
            {
                ["chat"] = room.Id,
                ["name"] = Path.GetFileName(path),
                ["content"] = Convert.ToBase64String(part, 0, length),
                ["first"] = isFirst,
                ["last"] = isLast,
            },
            answer => TakeAsync(file, isLast, answer)
        );
    }

    private async Task TakeAsync(FileStream file, bool isLast, JsonElement answer)
    {
        if (PendingRequests.Refusal(answer) is { } why)
        {
            await file.DisposeAsync();
            chat.Sender.Refuse(why, id);
            return;
        }
        if (!isLast)
        {
            await SendPartAsync(file, isFirst: false);
            return;
        }
        await file.DisposeAsync();
        var upload = answer.Member("body").Number("id") ?? 0;
        await chat.Sender.SendTextAsync(room, "", attachments: [upload], id: id);
    }
}
