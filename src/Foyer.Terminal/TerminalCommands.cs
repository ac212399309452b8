namespace Foyer.Terminal;

/// <summary>The names of all commands, and the help on those that the terminal itself carries out.</summary>
internal static class TerminalCommands
{
    public const string Help = """
        In this terminal:
        /room NAME — Opens a room you are in, or joins it.
        /msg "NAME" TEXT — Sends a direct message.
        /subject TEXT — Sets the subject of the next message.
        /edit [N] TEXT — Changes a message. N counts back from the newest; without it, your last one.
        /delete [N] — Deletes a message.
        /reply N TEXT — Replies to a message.
        /react N EMOJI — Adds a reaction, or removes yours.
        /upload PATH — Sends a file.
        /rooms — Lists your rooms and direct conversations.
        /notices — Shows the notices again.
        /event new — Creates an event, field by field.
        /delete-account — Deletes your account.
        /quit — Closes the terminal.
        On the server:
        """;

    public static readonly string[] All =
    [
        "/help",
        "/join",
        "/leave",
        "/list",
        "/who",
        "/topic",
        "/pm",
        "/invite",
        "/events",
        "/event",
        "/book",
        "/unbook",
        "/rsvp",
        "/kick",
        "/ban",
        "/unban",
        "/kill",
        "/room",
        "/msg",
        "/subject",
        "/edit",
        "/delete",
        "/reply",
        "/react",
        "/upload",
        "/rooms",
        "/notices",
        "/delete-account",
        "/quit",
    ];

    /// <summary>Commands whose first argument is the name of a user.</summary>
    public static readonly string[] OnUsers = ["/pm", "/msg", "/invite", "/kick", "/ban", "/unban"];
}
