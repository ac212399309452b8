using Foyer.Server.Accounts;
using Foyer.Server.Gateways.Http.Responses;

namespace Foyer.Server.Gateways.Http.Endpoints;

/// <summary>Registration, confirmation, sign-in and the account itself.</summary>
internal static class AccountEndpoints
{
    private sealed record RegisterRequest(
        string Username,
        string Email,
        string Password,
        string? FirstName,
        string? LastName,
        int? Age,
        string? Invite,
        string? Setup
    );

    private sealed record LoginRequest(string Login, string Password, bool? Remember, string? Code);

    private sealed record LoginResponse(OwnAccount User);

    private sealed record ConfirmRequest(string Hash);

    private sealed record ResendRequest(string Login, string? Password);

    private sealed record ResetRequest(string Email);

    private sealed record PasswordRequest(string? Hash, string? CurrentPassword, string Password);

    public static void MapAccounts(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api").WithTags("Accounts");
        api.MapPost("/register", RegisterAsync)
            .WithSummary("Creates an account.")
            .AllowAnonymous()
            .AcceptsJson<RegisterRequest>()
            .ProducesJson<OwnAccount>(201);
        api.MapPost("/login", LoginAsync)
            .WithSummary("Signs in with a username or an e-mail address, and sets the cookie.")
            .AllowAnonymous()
            .AcceptsJson<LoginRequest>()
            .ProducesJson<LoginResponse>();
        api.MapPost("/logout", LogoutAsync)
            .WithSummary("Ends this session.")
            .WithMetadata(new EndpointExtensions.WhileKicked())
            .ProducesNothing();
        api.MapPost("/confirm", ConfirmAsync)
            .WithSummary("Confirms an e-mail address with the hash of its link.")
            .AllowAnonymous()
            .AcceptsJson<ConfirmRequest>()
            .ProducesNothing();
        api.MapPost("/confirm/resend", ResendAsync)
            .WithSummary("Sends the confirmation link again; returns it while mail is off.")
            .AllowAnonymous()
            .AcceptsJson<ResendRequest>()
            .ProducesJson<ConfirmationLink>()
            .ProducesNothing();
        api.MapPost("/password/reset", Reset)
            .WithSummary("Sends a link that sets a new password.")
            .AllowAnonymous()
            .AcceptsJson<ResetRequest>()
            .ProducesNothing();
        api.MapPost("/password", PasswordAsync)
            .WithSummary("Sets a new password, with the hash of such a link or the current password.")
            .AllowAnonymous()
            .AcceptsJson<PasswordRequest>()
            .ProducesNothing();
        app.MapUsers();
        app.MapAvatars();
        app.MapSecurity();
        app.MapRecovery();
        app.MapPasskeys();
        app.MapAdmissions();
        app.MapMail();
        app.MapFriends();
    }

    private static async Task<IResult> RegisterAsync(
        JsonBody body,
        HttpContext http,
        Registrations registration,
        CancellationToken cancel
    ) => ApiResults.Created(await registration.RegisterAsync(body.Fields, http.Device(), cancel));

    private static async Task<IResult> LoginAsync(
        JsonBody body,
        HttpContext http,
        SignIn signIn,
        SessionCookie cookie,
        CancellationToken cancel
    )
    {
        if (!cookie.IsSafe(http.Request))
            return ApiResults.Refused(SessionCookie.NeedsHttps);
        if ((await signIn.SignInAsync(body.Fields, http.Device(), cancel)).Refused(out var refusal, out var session))
            return ApiResults.Refused(refusal);
        SessionCookie.Set(http, session);
        return ApiResults.Value(new LoginResponse(session.User));
    }

    private static async Task<IResult> LogoutAsync(HttpContext http, Sessions sessions, CancellationToken cancel)
    {
        if (http.SessionToken() is { } token)
            await sessions.EndAsync(token, cancel);
        SessionCookie.Clear(http);
        return Results.NoContent();
    }

    private static async Task<IResult> ConfirmAsync(
        JsonBody body,
        EmailConfirmations confirmation,
        CancellationToken cancel
    ) => ApiResults.Nothing(await confirmation.ConfirmAsync(body.Fields, cancel));

    private static async Task<IResult> ResendAsync(
        JsonBody body,
        HttpContext http,
        ConfirmationLinks links,
        CancellationToken cancel
    )
    {
        var outcome = await links.ResendAsync(body.Fields, http.Device(), cancel);
        return !outcome.Refused(out _, out var link) && link.ConfirmationUrl is null
            ? Results.NoContent()
            : ApiResults.Json(outcome);
    }

    private static IResult Reset(JsonBody body, HttpContext http, PasswordResets reset) =>
        ApiResults.Nothing(reset.SendLink(body.Fields, http.Device()));

    private static async Task<IResult> PasswordAsync(
        JsonBody body,
        HttpContext http,
        PasswordChanges change,
        CancellationToken cancel
    ) => ApiResults.Nothing(await change.SaveAsync(body.Fields, http.Caller(), http.Device(), cancel));
}
