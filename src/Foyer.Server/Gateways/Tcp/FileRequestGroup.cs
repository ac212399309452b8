using System.Runtime.CompilerServices;
using Foyer.Protocol;
using Foyer.Protocol.Envelopes;
using Foyer.Server.Accounts;
using Foyer.Server.Chat.Files;
using Foyer.Server.Settings;

namespace Foyer.Server.Gateways.Tcp;

/// <summary>
/// Takes files from terminals, in parts that fit into frames. A connection sends one file at a time; what it has begun goes with
/// it.
/// </summary>
public sealed class FileRequestGroup(Uploads uploading, FoyerSettings settings)
{
    private const int LongestName = 200;

    // Each connection has a device of its own. A file that was not finished is deleted when its stream is collected.
    private readonly ConditionalWeakTable<Device, FileStream> begun = [];

    internal IEnumerable<KeyValuePair<string, RequestHandler>> Rows => [new("upload", UploadAsync)];

    private async Task<Outcome<Reply>> UploadAsync(Caller caller, Device device, Fields fields)
    {
        var chat = fields.Integer("chat", 1);
        var name = fields.Text("name", LongestName);
        var part = ReadPart(fields);
        var isFirst = fields.Flag("first") ?? true;
        var isLast = fields.Flag("last") ?? true;
        if (fields.Refusal is { } wrong)
            return wrong;
        if (isFirst)
            Begin(device);
        if (!begun.TryGetValue(device, out var file))
            return Refusal.Invalid("first", "Begin the file with its first part.");
        await file.WriteAsync(part);
        var isTooLong = file.Length > settings.Limits.Upload.Bytes;
        if (!isLast && !isTooLong)
            return Reply.Nothing;
        begun.Remove(device);
        await using (file)
        {
            file.Position = 0;
            // The upload itself refuses what is too long.
            return (await uploading.UploadAsync(caller, chat, name, file, CancellationToken.None)).Refused(
                out var refusal,
                out var stored
            )
                ? refusal
                : Reply.Written(stored.Write, isNew: true);
        }
    }

    private static byte[] ReadPart(Fields fields)
    {
        var content = fields.Secret("content", FrameParser.SignedInLimit);
        var part = new byte[content.Length * 3 / 4 + 3];
        if (Convert.TryFromBase64String(content, part, out var length))
            return part[..length];
        fields.Refuse("content", "Send the bytes of the file in Base64.");
        return [];
    }

    private void Begin(Device device)
    {
        if (begun.TryGetValue(device, out var unfinished))
            unfinished.Dispose();
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            BufferSize = 0,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        begun.AddOrUpdate(device, new FileStream(path, options));
    }
}
