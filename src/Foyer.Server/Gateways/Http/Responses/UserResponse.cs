using Foyer.Server.Live;

namespace Foyer.Server.Gateways.Http.Responses;

/// <summary>The public part of a user.</summary>
public sealed record UserResponse(long Id, string Username, string Avatar)
{
    public static UserResponse From(long id, string username, string? avatar) =>
        new(id, username, avatar ?? PublicUser.DefaultAvatar);
}
