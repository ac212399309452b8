using Foyer.Protocol;
using Foyer.Server.Chat.Membership;
using Foyer.Server.Gateways.Http.Responses;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Gateways.Http.Endpoints;

/// <summary>Invite links to rooms.</summary>
internal static class InviteEndpoints
{
    public static void MapInvites(this IEndpointRouteBuilder app)
    {
        var rooms = app.MapGroup("/api/chats/{id:long}/invites").WithTags("Rooms");
        rooms
            .MapGet("", ListAsync)
            .WithSummary("Returns the valid invite links of a room.")
            .ProducesJson<Listing<InviteResponse>>();
        rooms
            .MapPost("", MakeAsync)
            .WithSummary(
                "Creates an invite link, valid for expires_in seconds and max_uses uses, or for one user (invitee), who is notified."
            )
            .AcceptsJson<CreateInviteRequest>()
            .ProducesJson<InviteResponse>(201);
        var invites = app.MapGroup("/api/invites/{code}").WithTags("Rooms");
        invites.MapPost("", EnterAsync).WithSummary("Joins a room with an invite link.").ProducesJson<RoomResponse>();
        invites
            .MapDelete("", RevokeAsync)
            .WithSummary("Revokes an invite link of a room or of the community.")
            .ProducesNothing();
    }

    private sealed record CreateInviteRequest(long? ExpiresIn, long? MaxUses, string? Invitee);

    private static async Task<IResult> ListAsync(
        long id,
        CurrentUser user,
        InviteLinks admitting,
        FoyerSettings settings,
        CancellationToken cancel
    ) =>
        (await admitting.ListAsync(user.Caller, id, cancel)).Refused(out var refusal, out var invites)
            ? ApiResults.Refused(refusal)
            : ApiResults.Value(
                new Listing<InviteResponse>([.. invites.Select(one => InviteResponse.From(one, settings))], null, null)
            );

    private static async Task<IResult> MakeAsync(
        long id,
        CurrentUser user,
        JsonBody body,
        InviteLinks admitting,
        RoomInvitations inviting,
        FoyerSettings settings,
        CancellationToken cancel
    )
    {
        var fields = body.Fields;
        var seconds = fields.OptionalInteger("expires_in", 60, InviteLinks.MaxLifetime / Instants.Second);
        var uses = fields.OptionalInteger("max_uses", 1, InviteLinks.MaxUses);
        var invitee = fields.OptionalText("invitee", Accounts.EmailAddresses.MaxLength);
        if (fields.Refusal is { } wrong)
            return ApiResults.Refused(wrong);
        var outcome = invitee is null
            ? await admitting.CreateAsync(user.Caller, id, seconds * Instants.Second, uses, cancel)
            : await inviting.InviteAsync(user.Caller, id, invitee, cancel);
        return outcome.Refused(out var refusal, out var invite)
            ? ApiResults.Refused(refusal)
            : ApiResults.Value(InviteResponse.From(invite, settings), 201);
    }

    private static async Task<IResult> EnterAsync(
        string code,
        CurrentUser user,
        InviteLinks admitting,
        RoomQueries reading,
        CancellationToken cancel
    ) =>
        (await admitting.JoinAsync(user.Caller, code, cancel)).Refused(out var refusal, out var joined)
            ? ApiResults.Refused(refusal)
            : await RoomEndpoints.ShowAsync(user.Caller, joined.Chat, reading, cancel);

    private static async Task<IResult> RevokeAsync(
        string code,
        CurrentUser user,
        InviteLinks admitting,
        Accounts.RegistrationInvitations invitations,
        CancellationToken cancel
    ) =>
        ApiResults.Nothing(
            (await invitations.EndAsync(code, user.Caller, cancel)).Refused(out var refusal)
                ? refusal
                : await admitting.RevokeAsync(user.Caller, code, cancel)
        );
}
