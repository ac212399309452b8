using Foyer.Protocol;
using Foyer.Server.Messages;
using Foyer.Server.Notifications;
using Foyer.Server.Rooms;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Gateways.Http;

/// <summary>Invite links into rooms (contract section 5).</summary>
internal static class InviteEndpoints
{
    public static void MapInvites(this IEndpointRouteBuilder app)
    {
        var rooms = app.MapGroup("/api/chats/{id:long}/invites").WithTags("Rooms");
        rooms
            .MapGet("", ListAsync)
            .WithSummary("Returns the valid invite links of a room.")
            .Gives<Listing<InviteObject>>();
        rooms
            .MapPost("", MakeAsync)
            .WithSummary(
                "Creates an invite link, valid for expires_in seconds and max_uses uses, or for one user (invitee), who is notified."
            )
            .Takes<NewInvite>()
            .Gives<InviteObject>(201);
        var invites = app.MapGroup("/api/invites/{code}").WithTags("Rooms");
        invites.MapPost("", EnterAsync).WithSummary("Joins a room with an invite link.").Gives<RoomObject>();
        invites
            .MapDelete("", RevokeAsync)
            .WithSummary("Revokes an invite link of a room or of the community.")
            .GivesNothing();
    }

    private sealed record NewInvite(long? ExpiresIn, long? MaxUses, string? Invitee);

    private static async Task<IResult> ListAsync(
        long id,
        Asker asker,
        Admitting admitting,
        FoyerSettings settings,
        CancellationToken cancel
    ) =>
        (await admitting.ListAsync(asker.Caller, id, cancel)).Refused(out var refusal, out var invites)
            ? Answer.Refused(refusal)
            : Answer.Value(
                new Listing<InviteObject>([.. invites.Select(one => InviteObject.Of(one, settings))], null, null)
            );

    private static async Task<IResult> MakeAsync(
        long id,
        Asker asker,
        Body body,
        Admitting admitting,
        RoomInviting inviting,
        FoyerSettings settings,
        CancellationToken cancel
    )
    {
        var fields = body.Fields;
        var seconds = fields.OptionalInteger("expires_in", 60, Admitting.LongestLife / Clock.Second);
        var uses = fields.OptionalInteger("max_uses", 1, Admitting.MostUses);
        var invitee = fields.OptionalText("invitee", Accounts.MailAddresses.Longest);
        if (fields.Refusal is { } wrong)
            return Answer.Refused(wrong);
        var outcome = invitee is null
            ? await admitting.MakeAsync(asker.Caller, id, seconds * Clock.Second, uses, cancel)
            : await inviting.InviteAsync(asker.Caller, id, invitee, cancel);
        return outcome.Refused(out var refusal, out var invite)
            ? Answer.Refused(refusal)
            : Answer.Value(InviteObject.Of(invite, settings), 201);
    }

    private static async Task<IResult> EnterAsync(
        string code,
        Asker asker,
        Admitting admitting,
        Reading reading,
        CancellationToken cancel
    ) =>
        (await admitting.EnterAsync(asker.Caller, code, cancel)).Refused(out var refusal, out var joined)
            ? Answer.Refused(refusal)
            : await RoomEndpoints.ShowAsync(asker.Caller, joined.Chat, reading, cancel);

    private static async Task<IResult> RevokeAsync(
        string code,
        Asker asker,
        Admitting admitting,
        Accounts.Invitations invitations,
        CancellationToken cancel
    ) =>
        Answer.Nothing(
            (await invitations.EndAsync(code, asker.Caller, cancel)).Refused(out var refusal)
                ? refusal
                : await admitting.RevokeAsync(asker.Caller, code, cancel)
        );
}

/// <summary>An invite link on the wire.</summary>
internal sealed record InviteObject(
    string Code,
    string Url,
    long Chat,
    string? Invitee,
    string? CreatedBy,
    string CreatedAt,
    string? ExpiresAt,
    long? MaxUses,
    long Uses
)
{
    public static InviteObject Of(Invite invite, FoyerSettings settings) =>
        new(
            invite.Code,
            $"{settings.PublicUrl}/join/{invite.Code}",
            invite.Chat,
            invite.Username,
            invite.Creator,
            Clock.ToText(invite.CreatedAt),
            invite.ExpiresAt is { } until ? Clock.ToText(until) : null,
            invite.MaxUses,
            invite.Uses
        );
}
