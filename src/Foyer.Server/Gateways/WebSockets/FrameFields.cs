using Foyer.Protocol;
using Foyer.Server.Chat.Messages;

namespace Foyer.Server.Gateways.WebSockets;

/// <summary>Fields that several client frames have in common, and how their errors are sent.</summary>
internal static class FrameFields
{
    /// <summary>Returns the room's id, which a client sends as <c>chat</c> or <c>chat_id</c>.</summary>
    public static long RoomId(Fields fields) => fields.Integer(ChatName(fields), 1);

    public static string ChatName(Fields fields) => fields.Has("chat_id") ? "chat_id" : "chat";

    public static string? IdName(Fields fields) =>
        fields.Has("id") ? "id"
        : fields.Has("message_id") ? "message_id"
        : null;

    public static string? ClientId(Fields fields) => fields.OptionalText("client_id", Draft.ClientIdLength);

    public static long? Id(Fields fields) =>
        IdName(fields) is { } name && fields.OptionalInteger(name, 1) is { } id ? id : null;

    /// <summary>Returns true when no field was wrong; else refuses the frame.</summary>
    public static bool IsRight(CommandConnection connection, Fields fields, string? clientId = null, long? id = null)
    {
        if (fields.Refusal is not { } refusal)
            return true;
        connection.Refuse(refusal, clientId, id);
        return false;
    }

    /// <summary>Waits for the method. A success is broadcast as the changed message; only a refusal needs a reply.</summary>
    public static async void SendRefusal<T>(CommandConnection connection, long id, Task<Outcome<T>> verb)
    {
        Refusal? refusal;
        try
        {
            refusal = (await verb).Refusal;
        }
        catch (Exception)
        {
            // The writer has logged it.
            refusal = Refusal.Fault;
        }
        if (refusal is not null)
            connection.Shard.Post(() => connection.Refuse(refusal, id: id));
    }
}
