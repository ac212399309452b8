using System.Text.Json;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Storage;
using Foyer.Server.Tests.Fixtures;
using Foyer.Server.Web.Pages.Rooms;

namespace Foyer.Server.Tests.Web;

public sealed class MessageRowTests
{
    [Fact]
    public void Days_groups_and_the_new_line_are_those_of_the_shared_cases()
    {
        var cases = Vectors.Read("message-groups.json");
        cases.GetArrayLength().ShouldBeGreaterThan(5);
        foreach (var one in cases.EnumerateArray())
        {
            var messages = one.GetProperty("messages").EnumerateArray().Select(Read).ToList();

            MessageRow
                .Of(messages, 9, Number(one.GetProperty("first_unread")))
                .SelectMany(Show)
                .ShouldBe(
                    one.GetProperty("rows").EnumerateArray().Select(row => row.GetString()!),
                    one.GetProperty("about").GetString()
                );
        }
    }

    private static IEnumerable<string> Show(MessageRow row)
    {
        if (row.Day is not null)
            yield return "day";
        if (row.BeginsNew)
            yield return "new";
        yield return row.First ? "first" : "next";
    }

    private static Message Read(JsonElement message)
    {
        var read = new Message
        {
            User = Number(message.GetProperty("user")),
            Username = message.GetProperty("user_name").GetString(),
            Kind = EnumText.Parse<MessageKind>(message.GetProperty("kind").GetString()!),
            CreatedAt = Instants.FromInstant(message.GetProperty("timestamp").GetDateTimeOffset()),
            ReplyTo = Number(message.GetProperty("reply_to")),
        };
        // Only the store gives a message its id.
        typeof(Message).GetProperty(nameof(Message.Id))!.SetValue(read, message.GetProperty("id").GetInt64());
        return read;
    }

    private static long? Number(JsonElement number) =>
        number.ValueKind == JsonValueKind.Null ? null : number.GetInt64();
}
