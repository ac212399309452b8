namespace Foyer.Bench.Benchmarks;

/// <summary>An endpoint that works without a session.</summary>
/// <param name="Route">The route pattern of the server.</param>
/// <param name="Path">An expensive request; <c>{event}</c> and <c>{feed}</c> are replaced by ids of the server.</param>
/// <param name="Json">The body of a POST.</param>
/// <param name="Form">The fields of a form, sent with the antiforgery token of its page.</param>
/// <param name="Hashes">Whether a password is hashed, which is slow on purpose.</param>
public sealed record AnonymousAddress(
    string Method,
    string Route,
    string Path,
    string? Json = null,
    string? Form = null,
    bool Hashes = false
)
{
    private const string Person = """{"login":"p1","email":"p1@example.org","password":"wrong horse battery"}""";

    public static IReadOnlyList<AnonymousAddress> All { get; } =
    [
        Get("/health/live"),
        Get("/health/ready"),
        Get("/openapi/{documentName}.json", "/openapi/v1.json"),
        Get("/docs/api"),
        Get("/"),
        Get("/register"),
        Get("/login"),
        Get("/confirm", "/confirm?hash=nothing"),
        Get("/password-reset"),
        Get("/password-save", "/password-save?hash=nothing"),
        Get("/email-undo", "/email-undo?hash=nothing"),
        Get("/unsubscribe", "/unsubscribe?token=nothing"),
        Get("/event-overview"),
        Get("/event-overview", "/event-overview?search=evening"),
        Get("/event-detail", "/event-detail?id={event}"),
        Get("/status/{code:int}", "/nothing"),
        Get("/fault"),
        Get("/events"),
        Get("/events/{id:guid}", "/events/{event}"),
        Get("/signup"),
        Get("/api/events", "/api/events?limit=200"),
        Get("/api/events", "/api/events?limit=200&search=evening"),
        Get("/api/events/{id:guid}", "/api/events/{event}"),
        Get("/api/events/{id:guid}.ics", "/api/events/{event}.ics"),
        Get("/calendar/{secret}.ics", "{feed}"),
        Get("/media/default-user-avatar.jpg"),
        Get("/media/avatars/{file}", "/media/avatars/nothing.webp"),
        Post("/api/confirm", """{"hash":"nothing"}"""),
        Post("/api/confirm/resend", """{"login":"p1@example.org"}"""),
        Post("/api/password/reset", Person),
        Post("/api/password", """{"hash":"nothing","password":"correct horse battery"}"""),
        Post("/api/passkeys/sign-in/options", "{}"),
        Post("/api/passkeys/sign-in", """{"challenge":"nothing","credential":{}}"""),
        Post("/api/login", Person) with
        {
            Hashes = true,
        },
        Post(
            "/api/register",
            """{"username":"{new}","email":"{new}@example.org","password":"{new} horse battery"}"""
        ) with
        {
            Hashes = true,
        },
        Filled("/confirm", "login=p1@example.org"),
        Filled("/password-reset", "email=p1@example.org"),
        Filled("/password-save", "hash=nothing&password=correct+horse+battery"),
        Filled("/email-undo", "hash=nothing"),
        Filled("/unsubscribe", "token=nothing"),
        Filled("/login", "login=p1&password=wrong+horse+battery") with
        {
            Hashes = true,
        },
        Filled("/register", "username={new}&email={new}@example.org&password={new}+horse+battery") with
        {
            Hashes = true,
        },
        // No page has a form for these, but the framework reads the body that is sent to any page.
        Filled("/", "x=1"),
        Filled("/docs/api", "x=1"),
        Filled("/event-overview", "x=1"),
        Filled("/event-detail", "x=1"),
        Filled("/fault", "x=1"),
        Filled("/status/{code:int}", "x=1") with
        {
            Path = "/nothing",
        },
    ];

    private static AnonymousAddress Get(string route, string? path = null) => new("GET", route, path ?? route);

    private static AnonymousAddress Post(string route, string json) => new("POST", route, route, Json: json);

    private static AnonymousAddress Filled(string route, string form) => new("POST", route, route, Form: form);
}
