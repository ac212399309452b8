using System.Collections.Frozen;
using System.Text;

namespace Foyer.Protocol.Envelopes;

/// <summary>
/// Words that the binary codec writes as a number, which is their index in this list. The list may only grow at its end: an index
/// keeps its word as long as the protocol keeps its version.
/// </summary>
public static class Words
{
    /// <summary>This many of the first words may also be encoded as names, in one byte.</summary>
    internal const int Names = 128;

    private const int LongestWord = 32;

    /// <summary>All words in order.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        .. "event_type timestamp message id user_name user_avatar text is_deleted".Split(' '),
        .. "chat user version kind client_id subject edited_at reply_to".Split(' '),
        .. "attachments reactions event sender recipient time username avatar".Split(' '),
        .. "user_list userId chatId unread mentions last_message members online".Split(' '),
        .. "name topic role archived notifications partner request ref".Split(' '),
        .. "status body results next previous received ask state".Split(' '),
        .. "type errors code detail attr retry_after value protocol".Split(' '),
        .. "server client codecs limits blocked undelivered chats after".Split(' '),
        .. "before limit reason email_option command seconds from note".Split(' '),
        .. "title description location date time_zone duration_minutes starts_at ends_at".Split(' '),
        .. "visibility maximum_attendees attendees free_places waitlisted price currency creator".Split(' '),
        .. "creation_date room sequence warnings my_booking invited_by accepted_date position".Split(' '),
        .. "offer_until ready user_id chat_id message_id confirmation_url password email".Split(' '),
        .. "chat_message connected_user disconnected_user online_user_list".Split(' '),
        .. "typing_indicator read notification chat_updated user_changed event_updated".Split(' '),
        .. "command_result server_notice resync error pong ping join_chat leave_chat delete_message".Split(' '),
        .. "signed_in registered failed new_password public private direct system".Split(' '),
        .. "member owner moderator reader mention direct_message history sessions".Split(' '),
        .. "json binary accepted invited /media/default-user-avatar.jpg".Split(' '),
    ];

    private static readonly byte[][] Utf8 = [.. All.Select(Encoding.UTF8.GetBytes)];

    private static readonly FrozenDictionary<string, byte> Places = All.Select((word, place) => (word, place))
        .ToFrozenDictionary(pair => pair.word, pair => (byte)pair.place, StringComparer.Ordinal);

    /// <summary>Returns the word's index, or -1.</summary>
    internal static int PlaceOf(ReadOnlySpan<byte> word)
    {
        Span<char> text = stackalloc char[LongestWord];
        return
            word.Length <= LongestWord
            && Encoding.UTF8.TryGetChars(word, text, out var length)
            && Places.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text[..length], out var place)
            ? place
            : -1;
    }

    /// <summary>Returns the word at the index, or null when there is none.</summary>
    internal static byte[]? At(int place) => place < Utf8.Length ? Utf8[place] : null;
}
