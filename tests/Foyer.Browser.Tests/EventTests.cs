using System.Text.RegularExpressions;
using Foyer.Browser.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace Foyer.Browser.Tests;

/// <summary>The life of an event on its pages, with three people; and what works without scripts.</summary>
public sealed class EventTests(BrowserFixture server) : IClassFixture<BrowserFixture>
{
    private const string Description = "Bring a blanket and something warm to drink.";

    private static string InAWeek => DateTime.Today.AddDays(7).ToString("yyyy-MM-dd");

    [Fact]
    public async Task An_event_is_planned_booked_waited_for_moved_and_cancelled()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await using var ben = await server.WelcomeAsync("ben");
        await using var cleo = await server.WelcomeAsync("cleo");

        await PlanByFormAsync(ada, "Courtyard cinema", seats: 1);
        await Expect(ada.Page.Locator("h1")).ToHaveTextAsync("Courtyard cinema");
        var page = ada.Page.Url;

        await ben.Page.GotoAsync("/event-overview?search=courtyard");
        await ben.Page.GetByLabel("Book Courtyard cinema").ClickAsync();
        await Expect(ben.Page.Locator(".seat-line__words")).ToHaveTextAsync("You’re going");
        await Expect(ben.Page.GetByText("You’re in.")).ToBeVisibleAsync();
        await ben.Page.GotoAsync(page);
        await Expect(ben.Page.Locator(".booking__state")).ToHaveTextAsync("You’re going");
        await ben.Page.GetByText("Open the room").ClickAsync();
        await ben.SendMessageAsync("Which door?");
        await Expect(ben.Saying("Which door?")).ToBeVisibleAsync();
        await ben.Page.GetByText("The event", new() { Exact = true }).First.ClickAsync();
        await Expect(ben.Page.Locator("h1")).ToHaveTextAsync("Courtyard cinema");

        await cleo.Page.GotoAsync(page);
        await Expect(cleo.Page.Locator(".booking__state")).ToHaveTextAsync("Full");
        await Expect(cleo.Page.GetByText("Which door?")).ToHaveCountAsync(0);
        await cleo.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Join" }).ClickAsync();
        await Expect(cleo.Page.Locator(".booking__state")).ToHaveTextAsync("Waitlist no. 1");
        await Expect(cleo.Page.GetByText("Which door?")).ToBeVisibleAsync();
        await using var reader = await server.WelcomeAsync("cleo");
        await reader.Page.GotoAsync(page);
        await reader.Page.GetByText("Open the room").ClickAsync();
        await reader.BeReadyAsync();
        await reader.HearAsync();
        await Expect(reader.Page.GetByText("You may read here, but not write.")).ToBeVisibleAsync();

        await ben.Page.GotoAsync(page);
        await ben.Page.GetByText("Withdraw my booking").ClickAsync();
        await Expect(ben.Page.GetByText("Your seat is free again.")).ToBeVisibleAsync();
        await Expect(cleo.Page.Locator(".booking__state")).ToHaveTextAsync("A seat is held for you");
        await cleo.Page.GetByText("Accept").ClickAsync();
        await Expect(cleo.Page.Locator(".booking__state")).ToHaveTextAsync("You’re going");
        await Expect(cleo.Page.Locator(".toast").GetByText("Open the chat")).ToBeVisibleAsync();
        await Expect(reader.Composer).ToBeVisibleAsync();
        await reader.SendMessageAsync("Here I am.");
        await Expect(reader.Saying("Here I am.")).ToBeVisibleAsync();
        await cleo.Page.GetByText("Ticket", new() { Exact = true }).ClickAsync();
        await Expect(cleo.Page.Locator(".ticket__title")).ToHaveTextAsync("Courtyard cinema");

        await ada.Page.GotoAsync(page.Replace("event-detail", "event-edit"));
        await ada.Page.FillAsync("#location", "The roof");
        await ada.Page.FillAsync("#maximum_attendees", "0");
        await ada.Page.ClickAsync("text=Save changes");
        await Expect(ada.Page.Locator(".summary")).ToContainTextAsync("at least 1");
        await Expect(ada.Page.Locator("#location")).ToHaveValueAsync("The roof");
        await ada.AwakeAsync("edit-diff");
        await ada.Page.FillAsync("#maximum_attendees", "5");
        await Expect(ada.Page.Locator(".changes")).ToHaveTextAsync("Place: none The roofHow many: 1 5");
        await Expect(ada.Page.Locator("[name=tell]")).ToBeCheckedAsync();
        await ada.Page.FillAsync("#location", "");
        await Expect(ada.Page.Locator("[name=tell]")).Not.ToBeCheckedAsync();
        await ada.Page.FillAsync("#location", "The roof");
        await ada.Page.ClickAsync("text=Save changes");
        await Expect(ada.Page.Locator(".event__facts")).ToContainTextAsync("The roof");
        await ada.Page.GetByText("Open the room").ClickAsync();
        await Expect(ada.Saying("Place: none → The roof; Seats: 1 → 5.")).ToBeVisibleAsync();

        await ada.Page.GotoAsync(page);
        await ada.Page.ClickAsync("text=Duplicate");
        await Expect(ada.Page.Locator("#title")).ToHaveValueAsync("Courtyard cinema");
        await Expect(ada.Page.Locator("#location")).ToHaveValueAsync("The roof");
        await Expect(ada.Page.Locator("#date")).ToHaveValueAsync("");

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
        await using var ada = await server.WelcomeAsync("ada");
        await PlanAsync(ada, "Winter choir");
        await PlanAsync(ada, "Soup for forty");
        await ada.Page.GotoAsync("/event-overview");
        await ada.Page.EvaluateAsync("window.stays = true");

        await ada.Page.FillAsync("#search", "choir");

        await Expect(ada.Page.Locator(".event-card")).ToHaveCountAsync(1);
        await Expect(ada.Page.Locator("[role=status].filters__count")).ToHaveTextAsync("1 event");
        await Expect(ada.Page).ToHaveURLAsync(new Regex(@"/event-overview\?search=choir$"));
        (await ada.Page.EvaluateAsync<bool>("window.stays")).ShouldBeTrue();
        await ada.Page.ReloadAsync();
        await Expect(ada.Page.Locator("#search")).ToHaveValueAsync("choir");
        await Expect(ada.Page.Locator(".event-card")).ToHaveCountAsync(1);

        await ada.Page.EvaluateAsync("window.stays = true");
        await ada.Page.ClickAsync("text=This week");
        await Expect(ada.Page.GetByText("No events match")).ToBeVisibleAsync();
        await Expect(ada.Page.Locator(".chip[aria-current]").First).ToHaveTextAsync("This week");
        await Expect(ada.Page).ToHaveURLAsync(new Regex("from="));
        await ada.Page.GoBackAsync();
        await Expect(ada.Page.Locator(".event-card")).ToHaveCountAsync(1);
        await Expect(ada.Page).ToHaveURLAsync(new Regex(@"/event-overview\?search=choir$"));
        await ada.Page.GetByText("Free seats").ClickAsync();
        await Expect(ada.Page).ToHaveURLAsync(new Regex("seats=true"));
        (await ada.Page.EvaluateAsync<bool>("window.stays")).ShouldBeTrue();
    }

    [Fact]
    public async Task An_event_linked_to_in_a_room_is_a_card_that_lives_and_books_in_place()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await using var ben = await server.WelcomeAsync("ben");
        await using var cleo = await server.WelcomeAsync("cleo");
        await PlanAsync(ada, "Lantern walk", seats: 4);
        var page = ada.Page.Url;
        foreach (var person in new[] { ada, ben, cleo })
            await person.EnterAsync("walks");

        await ada.SendMessageAsync($"Who is in? {page}");

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
        await using var ada = await server.WelcomeAsync("ada");
        await using var ben = await server.WelcomeAsync("ben");
        await using var cleo = await server.WelcomeAsync("cleo");
        await PlanAsync(ada, "Night market", seats: 1);
        var page = ada.Page.Url;
        await ben.GoAsync("/event-overview?search=night");
        await cleo.GoAsync(page);
        foreach (var person in new[] { ben, cleo })
            await person.Page.EvaluateAsync("window.stays = true");

        await ben.Page.GetByLabel("Book Night market").ClickAsync();

        await Expect(ben.Page.Locator(".seat-line__words")).ToHaveTextAsync("You’re going");
        // A toast that one points at stays.
        await ben.Page.GetByText("You’re in.").HoverAsync();
        await Expect(cleo.Page.Locator(".booking__state")).ToHaveTextAsync("Full");
        await Expect(ada.Page.Locator(".booking__state")).ToHaveTextAsync("1 person is going");
        await Expect(ada.Page.Locator("[data-live=who]")).ToContainTextAsync("ben");
        await cleo.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Join" }).ClickAsync();
        await Expect(cleo.Page.Locator(".booking__state")).ToHaveTextAsync("Waitlist no. 1");
        await cleo.Page.EvaluateAsync("window.stays = true");
        await ben.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(cleo.Page.Locator(".booking__state")).ToHaveTextAsync("A seat is held for you");
        await Expect(ben.Page.Locator(".seat-line__words")).ToHaveTextAsync("Full, 1 waiting");

        await using var speaker = await server.WelcomeAsync("ada");
        await speaker.Page.GotoAsync(page);
        await speaker.Page.GetByText("Open the room").ClickAsync();
        await speaker.SendMessageAsync("Bring small coins.");
        await Expect(cleo.Page.Locator("[data-live=talk]")).ToContainTextAsync("Bring small coins.");

        await speaker.Page.GotoAsync(page.Replace("event-detail", "event-cancel"));
        await speaker.Page.ClickAsync("main button[type=submit]");
        await Expect(cleo.Page.GetByText("This event is no longer here")).ToBeVisibleAsync();
        await Expect(ben.Page.GetByText("This event was cancelled")).ToBeVisibleAsync();
        foreach (var person in new[] { ben, cleo })
            (await person.Page.EvaluateAsync<bool>("window.stays")).ShouldBeTrue();
    }

    [Fact]
    public async Task Who_presses_too_late_is_led_to_the_waitlist_and_who_is_elsewhere_reads_their_own_clock()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await using var ben = await server.WelcomeAsync("ben");
        await using var cleo = await server.WelcomeAsync("cleo");
        await PlanByFormAsync(ada, "Star gazing", seats: 1, zone: "Asia/Tokyo");
        var page = ada.Page.Url;
        await Expect(ada.Page.Locator("event-time [data-time]")).ToHaveTextAsync(new Regex("^1[12]:00–1[45]:00$"));
        await Expect(ada.Page.Locator("event-time [data-zone]")).ToHaveTextAsync("your time; 19:00 in Tokyo");
        await cleo.GoAsync("/event-overview?search=star");
        await Expect(cleo.Page.Locator(".event-card__zone")).ToHaveTextAsync("your time; 19:00 in Tokyo");
        await ben.Page.GotoAsync(page);
        // What cleo presses is answered as if ben had been faster, whom her page has not heard of yet.
        await cleo.Page.RouteAsync("**/booking", route => HoldAsync(route, ben));

        await cleo.Page.GetByLabel("Book Star gazing").ClickAsync();

        // A toast that one points at stays.
        await cleo.Page.GetByText("The last seat went a moment ago.").HoverAsync();
        await Expect(cleo.Page.Locator(".seat-line__words")).ToHaveTextAsync("Full");
        await cleo.Page.UnrouteAllAsync();
        await cleo.Page.Locator(".toast").GetByText("Join waitlist").ClickAsync();
        await Expect(cleo.Page.Locator(".seat-line__words")).ToHaveTextAsync("Waitlist no. 1");
    }

    /// <summary>Lets the request continue once another person has booked.</summary>
    private static async Task HoldAsync(Microsoft.Playwright.IRoute route, BrowserUser faster)
    {
        await faster.Page.GetByText("Book my seat").ClickAsync();
        await Expect(faster.Page.GetByText("You’re in.")).ToBeVisibleAsync();
        await route.ContinueAsync();
    }

    [Fact]
    public async Task All_of_it_works_without_scripts()
    {
        await using var ben = await server.WelcomeAsync("ben", new Window(Scripts: false));
        await PlanByFormAsync(ben, "Paper evening");
        var page = ben.Page.Url;
        await ben.Page.GotoAsync("/event-overview");
        await ben.Page.FillAsync("#search", "paper");
        await ben.Page.ClickAsync(".filters [type=submit]");
        await Expect(ben.Page.Locator(".event-card")).ToHaveCountAsync(1);
        await ben.Page.ClickAsync("text=This week");
        await Expect(ben.Page.GetByText("No events match")).ToBeVisibleAsync();
        await Expect(ben.Page.Locator("#search")).ToHaveValueAsync("paper");
        await ben.Page.ClickAsync("text=This week");
        await Expect(ben.Page.Locator(".event-card")).ToHaveCountAsync(1);

        await using var cleo = await server.WelcomeAsync("cleo", new Window(Scripts: false));
        await cleo.Page.GotoAsync(page);
        await cleo.Page.GetByText("Book my seat").ClickAsync();
        await Expect(cleo.Page.Locator(".booking__state")).ToHaveTextAsync("You’re going");

        await using var user = await server.VisitAsync(new Window(Scripts: false));
        await user.Page.GotoAsync(page);
        await Expect(user.Page.Locator("h1")).ToHaveTextAsync("Paper evening");
        await Expect(user.Page.GetByText("cleo")).ToHaveCountAsync(0);
        (await user.Page.Locator("meta[property='og:title']").GetAttributeAsync("content"))!.ShouldStartWith(
            "Paper evening"
        );
        (await user.Page.Locator("script[type='application/ld+json']").TextContentAsync())!.ShouldContain(
            "\"@type\":\"Event\""
        );
        await user.Page.GetByText("Book", new() { Exact = true }).ClickAsync();
        user.Page.Url.ShouldContain("/login?returnUrl=");
    }

    [Fact]
    public async Task A_description_is_formatted_as_a_message_is_and_stays_readable_without_scripts()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await PlanAsync(
            ada,
            "Lantern walk",
            description: "Meet at the **old lock**.\n\n- a lantern\n- <i>a cup</i>\n\nhttps://linden.example/way"
        );
        var words = ada.Page.Locator("message-text");
        await Expect(words.Locator("strong")).ToHaveTextAsync("old lock");
        await Expect(words.Locator("li")).ToHaveTextAsync(["a lantern", "<i>a cup</i>"]);
        (await words.Locator("a").EvaluateAsync<int>("link => link.tabIndex")).ShouldBe(0);

        await using var plain = await server.WelcomeAsync("ada", new Window(Scripts: false));
        await plain.Page.GotoAsync(ada.Page.Url);
        await Expect(plain.Page.Locator("message-text")).ToContainTextAsync("Meet at the **old lock**.");
    }

    private static Microsoft.Playwright.ILocator Card(BrowserUser person) =>
        person.Page.Locator("li.message event-card:visible");

    /// <summary>Plans an event in a week and opens its page, which receives changes.</summary>
    internal static async Task PlanAsync(
        BrowserUser person,
        string title,
        int? seats = null,
        string description = Description
    )
    {
        var planned = await person.AskAsync(
            "POST",
            "/api/events",
            new
            {
                title,
                description,
                date = InAWeek,
                time = "19:00",
                visibility = "public",
                maximum_attendees = seats,
            }
        );
        await person.GoAsync($"/event-detail?id={planned.GetProperty("id")}");
    }

    private static async Task PlanByFormAsync(BrowserUser person, string title, int? seats = null, string? zone = null)
    {
        await person.Page.GotoAsync("/event-create");
        await person.Page.FillAsync("#title", title);
        await person.Page.FillAsync("#description", Description);
        await person.Page.FillAsync("#date", InAWeek);
        await person.Page.FillAsync("#time", "19:00");
        if (seats is not null)
            await person.Page.FillAsync("#maximum_attendees", $"{seats}");
        if (zone is not null)
            await person.Page.SelectOptionAsync("#time_zone", zone);
        await person.Page.ClickAsync("text=Plan the event");
        await person.Page.WaitForURLAsync("**/event-detail?id=*");
    }
}
