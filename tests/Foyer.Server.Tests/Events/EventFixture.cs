using System.Text.Json;
using Foyer.Server.Events;
using Foyer.Server.Storage;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Events;

/// <summary>A server with people who plan and book: ada plans; ben, cleo, dora come or do not.</summary>
public sealed class EventFixture : IAsyncDisposable
{
    private readonly Dictionary<string, Person> people = new(StringComparer.Ordinal);

    private EventFixture(TestServer server) => (Server, Opened) = (server, server.Clock.GetUtcNow());

    public TestServer Server { get; private set; }

    /// <summary>The server's clock at the beginning.</summary>
    public DateTimeOffset Opened { get; }

    public Person Ada => people["ada"];

    public Person Ben => people["ben"];

    public Person Cleo => people["cleo"];

    public Person Dora => people["dora"];

    /// <summary>A day that lies some days ahead of the server's clock, in UTC.</summary>
    public string Ahead(int days) => Server.Clock.GetUtcNow().AddDays(days).ToString("yyyy-MM-dd");

    public static async Task<EventFixture> OpenAsync(params string[] settings)
    {
        var server = await TestServer.StartAsync(["--Foyer:TimeZone=UTC", .. settings]);
        var events = new EventFixture(server);
        foreach (var name in new[] { "ada", "ben", "cleo", "dora" })
            events.people[name] = await server.RegisterAsync(name);
        return events;
    }

    /// <summary>An event of ada's in a week at seven; what is given replaces or adds fields.</summary>
    public async Task<string> PlanAsync(object? fields = null)
    {
        var reply = await Ada.PostAsync("/api/events", Plan(fields));
        return reply.ShouldBe(201).Json.GetProperty("id").GetString()!;
    }

    public Dictionary<string, object?> Plan(object? fields = null)
    {
        var plan = new Dictionary<string, object?>
        {
            ["title"] = "Courtyard cinema",
            ["description"] = "Bring a blanket.",
            ["date"] = Ahead(7),
            ["time"] = "19:00",
            ["visibility"] = "public",
        };
        foreach (var property in fields?.GetType().GetProperties() ?? [])
            plan[property.Name] = property.GetValue(fields);
        return plan;
    }

    public static Task<Reply> BookAsync(Person person, string id, bool waitlist = false) =>
        person.PutAsync($"/api/events/{id}/booking", new { waitlist });

    public static Task<Reply> WithdrawAsync(Person person, string id) =>
        person.DeleteAsync($"/api/events/{id}/booking");

    public Task<Reply> InviteAsync(string id, string invitee) =>
        Ada.PostAsync($"/api/events/{id}/invitations", new { invitee });

    public static async Task<JsonElement> SeeAsync(Person person, string id) =>
        (await person.GetAsync($"/api/events/{id}")).ShouldBe(200).Json;

    /// <summary>Returns the notifications of events that a person got so far, as <c>kind: text</c>.</summary>
    public IReadOnlyList<string> Told(Person person) =>
        [.. Notifications(person).Select(notification => $"{notification.Kind}: {notification.Text}")];

    public IReadOnlyList<string> Kinds(Person person) =>
        [.. Notifications(person).Select(notification => notification.Kind)];

    private List<(string Kind, string Text)> Notifications(Person person) =>
        Server
            .Get<Database>()
            .ReadAsync(db =>
                db.List<(string, string)>(
                    "select kind, text from notifications where user_id = @Id and message_id is null order by id",
                    new { person.Id }
                )
            )
            .GetAwaiter()
            .GetResult();

    public Task TickAsync() => Server.Get<EventLifecycleJob>().RunDueAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        foreach (var person in people.Values)
            person.Dispose();
        await Server.DisposeAsync();
    }
}
