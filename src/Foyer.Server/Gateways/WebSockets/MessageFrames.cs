using Foyer.Protocol;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Commands;
using Foyer.Server.Settings;
using static Foyer.Server.Gateways.WebSockets.FrameFields;

namespace Foyer.Server.Gateways.WebSockets;

/// <summary>The client frames that post, edit and delete messages, and that run commands typed as messages.</summary>
public sealed partial class MessageFrames(
    Posting posting,
    MessageEdits changing,
    CommandTable commands,
    FoyerSettings settings,
    TimeProvider time,
    ILogger<MessageFrames> log
)
{
    internal void Post(CommandConnection connection, Fields fields)
    {
        if (IdName(fields) is { } name)
            Edit(connection, fields, name);
        else
        {
            var draft = Draft.Parse(fields, fields.OptionalInteger(ChatName(fields), 1) ?? 0, settings.Limits);
            // A command may be typed where no room is.
            if (draft.Command is null)
                RoomId(fields);
            if (!IsRight(connection, fields, draft.ClientId))
                return;
            if (draft.Command is { } typed)
                Command(connection, draft, typed);
            else
                posting.Post(connection.Caller, draft, connection);
        }
    }

    private async void Command(CommandConnection connection, Draft draft, string typed)
    {
        Outcome<CommandResult> outcome;
        try
        {
            outcome = await commands.RunAsync(
                connection.Caller,
                draft.Chat,
                typed,
                connection.Memory,
                CancellationToken.None
            );
        }
        catch (Exception fault)
        {
            LogFailed(fault);
            outcome = Refusal.Fault;
        }
        connection.Shard.Post(() =>
        {
            if (outcome.Refused(out var refusal, out var result))
                connection.Refuse(refusal, draft.ClientId);
            else
                connection.Send(result.ToFrame(draft.ClientId, time.GetUtcNow()));
        });
    }

    private void Edit(CommandConnection connection, Fields fields, string name)
    {
        var id = fields.Integer(name, 1);
        var text = fields.Text("text", settings.Limits.Message, lines: true);
        if (IsRight(connection, fields, id: id))
            SendRefusal(
                connection,
                id,
                changing.EditAsync(connection.Caller, id, text, connection, CancellationToken.None)
            );
    }

    internal void Delete(CommandConnection connection, Fields fields)
    {
        var id = fields.Integer(IdName(fields) ?? "id", 1);
        if (IsRight(connection, fields, id: Id(fields)))
            SendRefusal(
                connection,
                id,
                changing.DeleteAsync(connection.Caller, id, connection, CancellationToken.None)
            );
    }

    [LoggerMessage(LogLevel.Error, "A command failed.")]
    private partial void LogFailed(Exception fault);
}
