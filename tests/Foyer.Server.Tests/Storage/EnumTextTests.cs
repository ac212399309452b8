using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Events;
using Foyer.Server.Events.Attendance;
using Foyer.Server.Moderation;
using Foyer.Server.Notifications;
using Foyer.Server.People;
using Foyer.Server.Settings;
using Foyer.Server.Storage;
using Foyer.Server.Storage.Sqlite;

namespace Foyer.Server.Tests.Storage;

/// <summary>Roles and kinds have the same texts in columns, JSON and forms.</summary>
public sealed class EnumTextTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("foyer-enums-").FullName;

    private enum Sample
    {
        Plain = 1,
        TwoWords,

        [JsonStringEnumMemberName("with-dash")]
        WithDash,
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>The texts that the columns allow and that clients know.</summary>
    public static TheoryData<Type, string> Texts =>
        new()
        {
            { typeof(ServerRole), "moderator admin owner" },
            { typeof(RoomRole), "reader member moderator owner" },
            { typeof(RoomKind), "public private direct event" },
            { typeof(NotificationLevel), "all mentions nothing" },
            { typeof(MessageKind), "text event system joined left" },
            { typeof(EventVisibility), "public invite-only" },
            { typeof(BookingStatus), "invited accepted waitlisted" },
            { typeof(ReportStatus), "open resolved dismissed" },
            { typeof(SessionBinding), "strict agent none" },
            { typeof(TokenScope), "read write admin" },
            { typeof(FriendState), "friend asked asks" },
            { typeof(UserState), "active unconfirmed kicked banned" },
            {
                typeof(NoticeKind),
                "direct_message mention reply friend_request friend invitation waitlist_offer booking event_changed event_cancelled reminder room_role moderation"
            },
        };

    [Theory]
    [MemberData(nameof(Texts))]
    public void The_texts_of_stored_enums_never_change(Type type, string texts) =>
        typeof(EnumTextTests)
            .GetMethod(nameof(All), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
            .MakeGenericMethod(type)
            .Invoke(null, [])
            .ShouldBe(texts);

    [Fact]
    public void A_name_becomes_snake_case_unless_its_attribute_names_another_text() =>
        All<Sample>().ShouldBe("plain two_words with-dash");

    [Fact]
    public void Every_text_leads_back_to_its_member()
    {
        foreach (var member in Enum.GetValues<Sample>())
            EnumText.Parse<Sample>(member.ToText()).ShouldBe(member);
        EnumText.ParseOrNull<Sample>(null).ShouldBeNull();
    }

    [Theory]
    [InlineData("Plain")]
    [InlineData("1")]
    [InlineData("")]
    public void An_unknown_text_is_refused_by_its_name(string text)
    {
        EnumText.TryParse<Sample>(text).ShouldBeNull();
        var fault = Should.Throw<FormatException>(() => EnumText.Parse<Sample>(text));
        fault.Message.ShouldBe($"\"{text}\" is no Sample (plain, two_words, with-dash).");
    }

    [Fact]
    public void A_value_that_was_never_set_has_no_text() =>
        Should.Throw<IndexOutOfRangeException>(() => default(Sample).ToText());

    [Fact]
    public async Task A_column_is_read_into_its_member_and_an_unknown_text_names_itself()
    {
        await using var database = new SqliteDatabase(Path.Combine(folder, "foyer.db"));
        database.Migrate();

        var found = await database.ReadAsync(db =>
            db.List("select 'two_words', null", null, row => (row.Enum<Sample>(0), row.EnumOrNull<Sample>(1)))
        );
        found.ShouldBe([(Sample.TwoWords, null)]);

        var fault = await Should.ThrowAsync<FormatException>(() =>
            database.ReadAsync(db => db.List("select 'nobody'", null, row => row.Enum<RoomRole>(0)))
        );
        fault.Message.ShouldContain("\"nobody\"");
    }

    [Fact]
    public async Task A_row_filled_by_name_throws_for_an_unknown_text_too()
    {
        await using var database = new SqliteDatabase(Path.Combine(folder, "foyer.db"));
        database.Migrate();

        var fault = await Should.ThrowAsync<Exception>(() =>
            database.ReadAsync(db =>
                db.First<Member>("select 1 as Id, 'ada' as Username, 'a' as Avatar, 'king' as RoleText, 2 as JoinedAt")
            )
        );
        fault.ToString().ShouldContain("\"king\" is no RoomRole");
    }

    /// <summary>Dapper would store its number.</summary>
    [Fact]
    public void No_anonymous_object_of_the_server_holds_an_enum()
    {
        HoldersOfEnums(typeof(EnumTextTests)).ShouldNotBeEmpty();
        HoldersOfEnums([.. typeof(Database).Assembly.GetTypes()]).ShouldBeEmpty();
    }

    [Fact]
    public void Json_holds_the_text_or_null()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteEnum("a"u8, Sample.WithDash);
            json.WriteEnum("b"u8, (Sample?)Sample.Plain);
            json.WriteEnum<Sample>("c"u8, null);
            json.WriteEndObject();
        }
        Encoding.UTF8.GetString(stream.ToArray()).ShouldBe("""{"a":"with-dash","b":"plain","c":null}""");
    }

    [Fact]
    public void A_form_may_choose_among_the_allowed_members_only()
    {
        var fields = Fields.Of([
            KeyValuePair.Create("a", (string?)"two_words"),
            KeyValuePair.Create("b", (string?)"plain"),
        ]);

        fields.Choice("a", Sample.TwoWords, Sample.WithDash).ShouldBe(Sample.TwoWords);
        fields.Choice("b", Sample.TwoWords, Sample.WithDash).ShouldBeNull();
        fields.Choice("absent", Sample.Plain).ShouldBeNull();
        fields.Errors.ShouldHaveSingleItem().Detail.ShouldBe("Choose one of: two_words, with-dash.");
    }

    private static List<Type> HoldersOfEnums(params Type[] types) =>
        [
            .. types
                .SelectMany(TypeReferences.Whole)
                .Where(type =>
                    type.Name.StartsWith("<>f__AnonymousType", StringComparison.Ordinal)
                    && type.GetGenericArguments().Any(held => (Nullable.GetUnderlyingType(held) ?? held).IsEnum)
                )
                .Distinct(),
        ];

    internal static object Holder(RoomRole? role) => new { role };

    private static string All<T>()
        where T : struct, Enum => string.Join(' ', Enum.GetValues<T>().Select(member => member.ToText()));
}
