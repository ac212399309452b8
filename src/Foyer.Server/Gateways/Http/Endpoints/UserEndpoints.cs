using Foyer.Server.Accounts;
using Foyer.Server.Gateways.Http.Responses;
using Foyer.Server.Live;
using Foyer.Server.Moderation;
using Foyer.Server.People;

namespace Foyer.Server.Gateways.Http.Endpoints;

/// <summary>Oneself and the others.</summary>
internal static class UserEndpoints
{
    private const string Picture = "Foyer.Server.Accounts.default-user-avatar.jpg";

    private sealed record SessionListResponse(IReadOnlyList<SessionSummary> Results, string? Next, string? Previous);

    private sealed record EditRequest(
        string? Username,
        string? Email,
        string? FirstName,
        string? LastName,
        int? Age,
        string? MessagesFrom,
        bool? EventMails,
        bool? MailMissed,
        string? QuietFrom,
        string? QuietTo,
        string? TimeZone,
        string? Locale,
        string? Password
    );

    private sealed record LeaveRequest(string Password, string Messages);

    private sealed record ExportRequest(string? Password);

    public static void MapUsers(this IEndpointRouteBuilder app)
    {
        var users = app.MapGroup("/api/users").WithTags("Users");
        users
            .MapGet("/", SearchAsync)
            .WithSummary("Returns users, in the order of their names.")
            .Reads(
                QueryParameter.Text("search", "Part of the username."),
                QueryParameter.Text("after", "Continues after this position, as next has it."),
                QueryParameter.Text("before", "Goes back before this position, as previous has it."),
                QueryParameter.Limit
            )
            .ProducesJson<Listing<UserResponse>>();
        users.MapGet("/{name}", ProfileAsync).WithSummary("Returns a profile.").ProducesJson<Profile>();
        users.MapGet("/me", MeAsync).WithSummary("Returns my account.").ProducesJson<OwnAccount>();
        users
            .MapPatch("/me", EditAsync)
            .WithSummary(
                "Updates my account; fields that are left out stay. A new email needs a fresh session or the password."
            )
            .AcceptsJson<EditRequest>()
            .ProducesJson<OwnAccount>();
        users
            .MapDelete("/me", LeaveAsync)
            .WithSummary("Deletes my account; needs the password.")
            .AcceptsJson<LeaveRequest>()
            .ProducesNothing();
        users
            .MapGet("/me/sessions", SessionsAsync)
            .WithSummary("Returns my sessions.")
            .ProducesJson<SessionListResponse>();
        users.MapDelete("/me/sessions/{id}", EndSessionAsync).WithSummary("Ends one of my sessions.").ProducesNothing();
        users
            .MapGet("/me/export", ExportAsync)
            .WithSummary("Returns my data as a ZIP file; needs a fresh session, else 403 sign_in_again.")
            .ProducesFile("application/zip");
        users
            .MapPost("/me/export", ExportAsync)
            .WithSummary("Returns my data as a ZIP file; takes the password in place of a fresh session.")
            .AcceptsJson<ExportRequest>()
            .ProducesFile("application/zip");
        app.MapGet(PublicUser.DefaultAvatar, DefaultAvatar).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> SearchAsync(
        HttpRequest request,
        CurrentUser user,
        Profiles people,
        CancellationToken cancel
    )
    {
        var query = request.Query();
        var (search, cursor) = (query.OptionalText("search", Usernames.MaxLength), query.Cursor());
        if (query.Refusal is { } wrong)
            return ApiResults.Refused(wrong);
        var page = await people.SearchAsync(user.Caller, search, cursor, cancel);
        return ApiResults.Value(
            Listings.Of(request, page, person => UserResponse.From(person.Id, person.Username, person.Avatar))
        );
    }

    private static async Task<IResult> ProfileAsync(
        string name,
        CurrentUser user,
        Profiles people,
        CancellationToken cancel
    ) => ApiResults.Json(await people.ProfileAsync(user.Caller, name, cancel));

    private static async Task<IResult> MeAsync(CurrentUser user, Profiles people, CancellationToken cancel) =>
        ApiResults.Value(await people.MeAsync(user.Caller, cancel));

    private static async Task<IResult> EditAsync(HttpContext http, ProfileEdits edit, CancellationToken cancel) =>
        ApiResults.Json(await edit.EditAsync(http.Proof(), cancel));

    private static async Task<IResult> LeaveAsync(HttpContext http, AccountDeletion leaving, CancellationToken cancel)
    {
        var outcome = await leaving.DeleteAsync(http.Proof(), cancel);
        if (!outcome.Refused(out _))
            SessionCookie.Clear(http);
        return ApiResults.Nothing(outcome);
    }

    private static async Task<IResult> ExportAsync(HttpContext http, DataExports exporting, CancellationToken cancel) =>
        (await exporting.BeginAsync(http.Proof(), cancel)).Refused(out var refusal, out var export)
            ? ApiResults.Refused(refusal)
            : Results.Stream(target => export.WriteAsync(target, cancel), "application/zip", export.FileName);

    private static async Task<IResult> SessionsAsync(CurrentUser user, Sessions sessions, CancellationToken cancel) =>
        ApiResults.Value(new SessionListResponse(await sessions.ListAsync(user.Caller, cancel), null, null));

    private static async Task<IResult> EndSessionAsync(
        string id,
        CurrentUser user,
        Sessions sessions,
        CancellationToken cancel
    ) => ApiResults.Nothing(await sessions.EndAsync(user.Caller, id, cancel));

    private static IResult DefaultAvatar(HttpResponse response)
    {
        response.Headers.CacheControl = "public, max-age=86400";
        return Results.Stream(typeof(UserEndpoints).Assembly.GetManifestResourceStream(Picture)!, "image/jpeg");
    }
}
