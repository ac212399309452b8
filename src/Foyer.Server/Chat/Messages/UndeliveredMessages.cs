using Foyer.Server.Accounts;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Messages;

/// <summary>
/// What still waits for somebody who goes for good returns to its senders: a line in the same room, in answer to the message
///.
/// </summary>
public sealed class UndeliveredMessages(Writer writer, SystemMessages systemMessages)
{
    private const int Piece = 100;

    /// <summary>In pieces; what was returned waits no more, so that whoever was interrupted begins again.</summary>
    public async Task ReturnAsync(Caller caller, CancellationToken cancel)
    {
        while (
            !(
                await writer.WriteAsync<int>(write => Return(write, caller.User, caller.Username, Piece), cancel)
            ).Refused(out _, out var returned)
            && returned == Piece
        )
            cancel.ThrowIfCancellationRequested();
    }

    /// <summary>A step: returns the oldest, and answers how many it were.</summary>
    public int Return(Write write, long user, string name, int most = int.MaxValue)
    {
        var waiting = write.List<(long Message, long Chat)>(
            """
            select w.message_id, m.chat_id from undelivered w join messages m on m.id = w.message_id
            where w.user_id = @user order by w.message_id limit @most
            """,
            new { user, most }
        );
        foreach (var (message, chat) in waiting)
        {
            systemMessages.AddText(write, chat, $"Not delivered: {name} has deleted the account.", message);
            DeliveryReceipts.Remove(write, message);
        }
        return waiting.Count;
    }
}
