using Foyer.Server.Chat.Files;
using Foyer.Server.Chat.Messages;

namespace Foyer.Server.Web.Pages.Rooms;

/// <summary>A message in the timeline, and whether it begins a day or a group of its author.</summary>
/// <param name="Day">The date in UTC of the first message of a day; the browser computes the days in the reader's zone.</param>
/// <param name="Reader">The reader of the page.</param>
/// <param name="BeginsNew">True for the first unread message.</param>
public sealed record MessageRow(Message Message, string? Day, bool First, long Reader, bool BeginsNew = false)
{
    public bool Mine => Message.User == Reader;

    /// <summary>The blank row for the template of live messages.</summary>
    public static readonly IReadOnlyList<MessageRow> Blank = [new(new Message { Username = "?" }, null, true, 0)];

    public static readonly IReadOnlyList<MessageRow> BlankStatus =
    [
        new(new Message { Kind = MessageKind.Joined }, null, true, 0),
    ];

    public static readonly Attachment NoPicture = new(0, "", null, null, null, "", "image/png", 0, 1, 1);

    public static readonly Attachment NoFile = new(0, "", null, null, null, "", Media.MediaFile.AnyType, 0, null, null);

    public static readonly Reaction NoReaction = new("", []);

    private const long GroupMicroseconds = 5 * 60 * 1_000_000L;

    public static IReadOnlyList<MessageRow> Of(IReadOnlyList<Message> messages, long me, long? firstUnread) =>
        [
            .. messages.Select(
                (message, at) =>
                {
                    var previous = at == 0 ? null : messages[at - 1];
                    var day = DayOf(message) == (previous is null ? null : DayOf(previous)) ? null : DayOf(message);
                    var beginsNew = message.Id == firstUnread;
                    var isFirst = day is not null || beginsNew || !Continues(previous!, message);
                    return new MessageRow(message, day, isFirst, me, beginsNew);
                }
            ),
        ];

    private static bool Continues(Message previous, Message message) =>
        message.ReplyTo is null
        && previous.IsUserMessage
        && message.IsUserMessage
        && previous.User == message.User
        && message.CreatedAt - previous.CreatedAt <= GroupMicroseconds;

    private static string DayOf(Message message) => message.Timestamp[..10];
}
