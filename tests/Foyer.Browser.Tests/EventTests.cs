using Foyer.Browser.Tests.House;
using static Microsoft.Playwright.Assertions;

namespace Foyer.Browser.Tests;

/// <summary>The life of an event on its pages, with three people; and what works without scripts.</summary>
public sealed class EventTests(OpenHouse house) : IClassFixture<OpenHouse>
{
    [Fact]
    public async Task An_event_is_planned_booked_waited_for_moved_and_cancelled()
    {
        await using var ada = await house.WelcomeAsync("ada");
        await using var ben = await house.WelcomeAsync("ben");
        await using var cleo = await house.WelcomeAsync("cleo");

        await PlanAsync(ada, "Courtyard cinema", seats: 1);
        await Expect(ada.Page.Locator("h1")).ToHaveTextAsync("Courtyard cinema");
        var page = ada.Page.Url;

        await ben.Page.GotoAsync("/event-overview?search=courtyard");
        await ben.Page.GetByLabel("Book Courtyard cinema").ClickAsync();
        await Expect(ben.Page.Locator(".seat-line__words")).ToHaveTextAsync("You’re going");
        await Expect(ben.Page.GetByText("You’re in.")).ToBeVisibleAsync();
        await ben.Page.GotoAsync(page);
        await Expect(ben.Page.Locator(".booking__state")).ToHaveTextAsync("You’re going");
        await ben.Page.GetByText("Open the room").ClickAsync();
        await ben.SayAsync("Which door?");
        await Expect(ben.Saying("Which door?")).ToBeVisibleAsync();
        await ben.Page.GetByText("The event", new() { Exact = true }).First.ClickAsync();
        await Expect(ben.Page.Locator("h1")).ToHaveTextAsync("Courtyard cinema");

        await cleo.Page.GotoAsync(page);
        await Expect(cleo.Page.Locator(".booking__state")).ToHaveTextAsync("Full");
        await Expect(cleo.Page.GetByText("Which door?")).ToHaveCountAsync(0);
        await cleo.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Join" }).ClickAsync();
        await Expect(cleo.Page.Locator(".booking__state")).ToHaveTextAsync("Waitlist no. 1");
        await Expect(cleo.Page.GetByText("Which door?")).ToBeVisibleAsync();

        await ben.Page.GotoAsync(page);
        await ben.Page.GetByText("Withdraw my booking").ClickAsync();
        await Expect(ben.Page.GetByText("Your seat is free again.")).ToBeVisibleAsync();
        await Expect(cleo.Page.Locator(".booking__state")).ToHaveTextAsync("A seat is held for you");
        await cleo.Page.GetByText("Accept").ClickAsync();
        await Expect(cleo.Page.Locator(".booking__state")).ToHaveTextAsync("You’re going");
        await cleo.Page.GetByText("Ticket", new() { Exact = true }).ClickAsync();
        await Expect(cleo.Page.Locator(".ticket__title")).ToHaveTextAsync("Courtyard cinema");

        await ada.Page.GotoAsync(page.Replace("event-detail", "event-edit"));
        await ada.Page.FillAsync("#location", "The roof");
        await ada.Page.FillAsync("#maximum_attendees", "0");
        await ada.Page.ClickAsync("text=Save changes");
        await Expect(ada.Page.Locator(".summary")).ToContainTextAsync("at least 1");
        await Expect(ada.Page.Locator("#location")).ToHaveValueAsync("The roof");
        await ada.Page.FillAsync("#maximum_attendees", "5");
        await ada.Page.ClickAsync("text=Save changes");
        await Expect(ada.Page.Locator(".event__facts")).ToContainTextAsync("The roof");
        await ada.Page.GetByText("Open the room").ClickAsync();
        await Expect(ada.Saying("Place: none → The roof; Seats: 1 → 5.")).ToBeVisibleAsync();

        await ada.Page.GotoAsync(page);
        await ada.Page.ClickAsync("text=Cancel event");
        await Expect(ada.Page.Locator("h1")).ToContainTextAsync("Cancel “Courtyard cinema”?");
        await ada.Page.FillAsync("#reason", "Rain.");
        await ada.Page.ClickAsync("main button[type=submit]");
        await ada.Page.WaitForURLAsync("**/event-overview");
        (await cleo.Page.GotoAsync(page))!.Status.ShouldBe(404);
    }

    [Fact]
    public async Task The_filter_changes_the_list_and_the_address_and_not_the_page()
    {
        await using var ada = await house.WelcomeAsync("ada");
        await PlanAsync(ada, "Winter choir");
        await PlanAsync(ada, "Soup for forty");
        await ada.Page.GotoAsync("/event-overview");
        await ada.Page.EvaluateAsync("window.stays = true");

        await ada.Page.FillAsync("#search", "choir");

        await Expect(ada.Page.Locator(".event-card")).ToHaveCountAsync(1);
        await Expect(ada.Page.Locator("[role=status].filters__count")).ToHaveTextAsync("1 event");
        ada.Page.Url.ShouldEndWith("/event-overview?search=choir");
        (await ada.Page.EvaluateAsync<bool>("window.stays")).ShouldBeTrue();
        await ada.Page.ReloadAsync();
        await Expect(ada.Page.Locator("#search")).ToHaveValueAsync("choir");
        await Expect(ada.Page.Locator(".event-card")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task An_event_linked_to_in_a_room_is_a_card_that_lives_and_books_in_place()
    {
        await using var ada = await house.WelcomeAsync("ada");
        await using var ben = await house.WelcomeAsync("ben");
        await using var cleo = await house.WelcomeAsync("cleo");
        await PlanAsync(ada, "Lantern walk", seats: 4);
        var page = ada.Page.Url;
        foreach (var person in new[] { ada, ben, cleo })
            await person.EnterAsync("walks");

        await ada.SayAsync($"Who is in? {page}");

        foreach (var person in new[] { ada, ben, cleo })
            await Expect(Card(person).Locator(".event-card__title")).ToHaveTextAsync("Lantern walk");
        await Expect(Card(ben).Locator(".seat-line__words")).ToHaveTextAsync("4 of 4 seats left");
        await Expect(Card(ada).Locator("[data-act]")).ToHaveCountAsync(0);

        await Card(ben).GetByLabel("Book: Lantern walk").ClickAsync();

        await Expect(Card(ben).Locator(".seat-line__words")).ToHaveTextAsync("You’re going");
        await Expect(ben.Page.GetByText("You’re in.")).ToBeVisibleAsync();
        await Expect(Card(cleo).Locator(".seat-line__words")).ToHaveTextAsync("Only 3 left");
        await Expect(Card(ada).Locator(".seat-line__words")).ToHaveTextAsync("1 person is going");
        ben.Page.Url.ShouldContain("/rooms/");
        await ben.Page.ReloadAsync();
        await Expect(Card(ben).Locator(".seat-line__words")).ToHaveTextAsync("You’re going");

        await ada.Page.GotoAsync(page.Replace("event-detail", "event-cancel"));
        await ada.Page.ClickAsync("main button[type=submit]");
        await Expect(cleo.Page.GetByText("This event was cancelled")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_pages_follow_an_event_without_a_reload()
    {
        await using var ada = await house.WelcomeAsync("ada");
        await using var ben = await house.WelcomeAsync("ben");
        await using var cleo = await house.WelcomeAsync("cleo");
        await PlanAsync(ada, "Night market", seats: 1);
        var page = ada.Page.Url;
        await ben.Page.GotoAsync("/event-overview?search=night");
        await cleo.Page.GotoAsync(page);
        foreach (var person in new[] { ben, cleo })
            await person.Page.EvaluateAsync("window.stays = true");

        await ben.Page.GetByLabel("Book Night market").ClickAsync();

        await Expect(ben.Page.Locator(".seat-line__words")).ToHaveTextAsync("You’re going");
        await Expect(cleo.Page.Locator(".booking__state")).ToHaveTextAsync("Full");
        await Expect(ada.Page.Locator(".booking__state")).ToHaveTextAsync("1 person is going");
        await Expect(ada.Page.Locator("[data-live=who]")).ToContainTextAsync("ben");
        await cleo.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Join" }).ClickAsync();
        await Expect(cleo.Page.Locator(".booking__state")).ToHaveTextAsync("Waitlist no. 1");
        await cleo.Page.EvaluateAsync("window.stays = true");
        await ben.Page.EvaluateAsync("document.querySelector('.toast button').click()");
        await Expect(cleo.Page.Locator(".booking__state")).ToHaveTextAsync("A seat is held for you");
        await Expect(ben.Page.Locator(".seat-line__words")).ToHaveTextAsync("Full, 1 waiting");

        await using var speaker = await house.WelcomeAsync("ada");
        await speaker.Page.GotoAsync(page);
        await speaker.Page.GetByText("Open the room").ClickAsync();
        await speaker.SayAsync("Bring small coins.");
        await Expect(cleo.Page.Locator("[data-live=talk]")).ToContainTextAsync("Bring small coins.");

        await speaker.Page.GotoAsync(page.Replace("event-detail", "event-cancel"));
        await speaker.Page.ClickAsync("main button[type=submit]");
        await Expect(cleo.Page.GetByText("This event is no longer here")).ToBeVisibleAsync();
        await Expect(ben.Page.GetByText("This event was cancelled")).ToBeVisibleAsync();
        foreach (var person in new[] { ben, cleo })
            (await person.Page.EvaluateAsync<bool>("window.stays")).ShouldBeTrue();
    }

    [Fact]
    public async Task All_of_it_works_without_scripts()
    {
        await using var ben = await house.WelcomeAsync("ben", new Window(Scripts: false));
        await PlanAsync(ben, "Paper evening");
        var page = ben.Page.Url;
        await ben.Page.GotoAsync("/event-overview");
        await ben.Page.FillAsync("#search", "paper");
        await ben.Page.ClickAsync(".filters [type=submit]");
        await Expect(ben.Page.Locator(".event-card")).ToHaveCountAsync(1);

        await using var cleo = await house.WelcomeAsync("cleo", new Window(Scripts: false));
        await cleo.Page.GotoAsync(page);
        await cleo.Page.GetByText("Book my seat").ClickAsync();
        await Expect(cleo.Page.Locator(".booking__state")).ToHaveTextAsync("You’re going");

        await using var visitor = await house.VisitAsync(new Window(Scripts: false));
        await visitor.Page.GotoAsync(page);
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("Paper evening");
        await Expect(visitor.Page.GetByText("cleo")).ToHaveCountAsync(0);
        (await visitor.Page.Locator("meta[property='og:title']").GetAttributeAsync("content"))!.ShouldStartWith(
            "Paper evening"
        );
        (await visitor.Page.Locator("script[type='application/ld+json']").TextContentAsync())!.ShouldContain(
            "\"@type\":\"Event\""
        );
        await visitor.Page.GetByText("Book", new() { Exact = true }).ClickAsync();
        visitor.Page.Url.ShouldContain("/login?returnUrl=");
    }

    private static Microsoft.Playwright.ILocator Card(Visitor person) =>
        person.Page.Locator("li.message event-card:visible");

    /// <summary>Plans an evening in a week and stands on its page.</summary>
    internal static async Task PlanAsync(Visitor person, string title, int? seats = null)
    {
        await person.Page.GotoAsync("/event-create");
        await person.Page.FillAsync("#title", title);
        await person.Page.FillAsync("#description", "Bring a blanket and something warm to drink.");
        await person.Page.FillAsync("#date", DateTime.Today.AddDays(7).ToString("yyyy-MM-dd"));
        await person.Page.FillAsync("#time", "19:00");
        if (seats is not null)
            await person.Page.FillAsync("#maximum_attendees", $"{seats}");
        await person.Page.ClickAsync("text=Plan the event");
        await person.Page.WaitForURLAsync("**/event-detail?id=*");
    }
}
