using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Web;

/// <summary>What still waits for a yes or a no.</summary>
public sealed class PendingInvitationsTests
{
    private const string Form = "handler=book";

    [Fact]
    public async Task An_invitation_waits_until_booking_closes()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var start = server.Clock.GetUtcNow().AddHours(3);
        var planned = await ada.PostAsync(
            "/api/events",
            new
            {
                title = "Tea",
                description = "x",
                date = start.ToString("yyyy-MM-dd"),
                time = start.ToString("HH:mm"),
                time_zone = "UTC",
                duration_minutes = 300,
                visibility = "invite-only",
            }
        );
        var id = planned.ShouldBe(201).Json.GetProperty("id").GetString();
        (await ada.PostAsync($"/api/events/{id}/invitations", new { invitee = "ben" })).Status.ShouldBeLessThan(300);

        (await ben.GetAsync("/notifications")).ShouldBe(200).Text.ShouldContain(Form);
        (await ben.GetAsync("/")).ShouldBe(200).Text.ShouldContain(Form);
        // A read entry stays in the inbox, and its form with it, as long as the invitation can be accepted.
        (await ben.PutAsync("/api/notifications/read", new { up_to = long.MaxValue })).ShouldBe(200);
        (await ben.GetAsync("/notifications")).ShouldBe(200).Text.ShouldContain(Form);
        server.Clock.Move(TimeSpan.FromHours(4));

        (await ben.GetAsync("/notifications")).ShouldBe(200).Text.ShouldNotContain(Form);
        (await ben.GetAsync("/")).ShouldBe(200).Text.ShouldNotContain(Form);
    }
}
