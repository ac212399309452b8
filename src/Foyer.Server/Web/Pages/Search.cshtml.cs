using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Chat.Membership;
using Foyer.Server.Chat.Search;
using Foyer.Server.Events;
using Foyer.Server.Gateways.Http;
using Foyer.Server.People;
using Foyer.Server.Storage;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Foyer.Server.Web.Pages;

/// <summary>One search over everything the user may see: the first few results of each kind, or a page of one kind.</summary>
public sealed class SearchModel(
    MessageSearch searching,
    Profiles people,
    RoomQueries reading,
    EventQueries events,
    TimeProvider time
) : PageModel
{
    private const int Few = 5;
    private const int Whole = 30;

    private static readonly string[] FilterNames = ["from", "in", "after", "before", "has"];

    public static readonly string[] Kinds = ["message", "user", "room", "event"];

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }

    /// <summary>The filters apart from the search terms: from, in, after, before, has.</summary>
    public IReadOnlyDictionary<string, string> Filters { get; private set; } = new Dictionary<string, string>();

    /// <summary>True when there are search terms or filters.</summary>
    public bool Asks => Q is not null || Filters.Count > 0;

    public Error? Wrong { get; private set; }

    public SearchPage Messages { get; private set; } = new([], null, false);

    public IReadOnlyList<NamedUser> People { get; private set; } = [];

    public IReadOnlyList<RoomSummary> Rooms { get; private set; } = [];

    public IReadOnlyList<EventForReader> Events { get; private set; } = [];

    public long Now { get; } = time.Now();

    /// <summary>Names of the rooms that messages were found in.</summary>
    public IReadOnlyDictionary<long, string> RoomNames { get; private set; } = new Dictionary<long, string>();

    public bool FoundNothing => Messages.Messages.Count + People.Count + Rooms.Count + Events.Count == 0;

    public async Task OnGetAsync(string? cursor, CancellationToken cancel)
    {
        Q = string.IsNullOrWhiteSpace(Q) ? null : Q.Trim();
        Filters = FilterNames
            .Select(name => KeyValuePair.Create(name, Request.Query[name].ToString().Trim()))
            .Where(one => one.Value.Length > 0)
            .ToDictionary();
        if (!Asks)
            return;
        var caller = HttpContext.Caller()!;
        var fields = Fields.Of([
            KeyValuePair.Create("q", Q),
            KeyValuePair.Create("cursor", cursor),
            .. Filters.Select(one => KeyValuePair.Create(one.Key, (string?)one.Value)),
        ]);
        var query = SearchQuery.Parse(fields, Kind == "message" ? Whole : Few);
        Wrong = fields.Errors.Count > 0 ? fields.Errors[0] : null;
        if (Wrong is null)
            await FindAsync(caller, query, cancel);
    }

    private async Task FindAsync(Caller caller, SearchQuery query, CancellationToken cancel)
    {
        var text = string.Join(' ', query.Terms);
        if (Wants("message") && !(await searching.FindAsync(caller, query, cancel)).Refused(out _, out var found))
            Messages = found;
        if (Wants("user") && text.Length > 0)
            People = (await people.SearchAsync(caller, text, new Cursor(null, null, Most("user")), cancel)).Rows;
        if (Wants("room") && text.Length > 0)
            Rooms = await reading.SearchRoomsAsync(caller, text, 0, Most("room"), cancel);
        if (Wants("event") && text.Length > 0)
            Events = (
                await events.FindAsync(caller, EventFilter.Ever(text, new Cursor(null, null, Most("event"))), cancel)
            ).Rows;
        RoomNames = await reading.RoomNamesAsync(
            [.. Messages.Messages.Select(message => message.Chat).Distinct()],
            cancel
        );
    }

    /// <summary>The same question for another kind, or further on.</summary>
    public string Address(string? kind, string? cursor = null)
    {
        var query = new QueryBuilder(Filters);
        foreach (var (name, value) in new[] { ("q", Q), ("kind", kind), ("cursor", cursor) })
            if (value is not null)
                query.Add(name, value);
        return "/search" + query;
    }

    private bool Wants(string kind) => Kind is null || !Kinds.Contains(Kind) || Kind == kind;

    private int Most(string kind) => Kind == kind ? Whole : Few;
}
