using Foyer.Server.Events;
using Foyer.Server.Storage;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Foyer.Server.Web.Tags;

/// <summary>
/// <c>&lt;event-time times="@times" now="@now" /&gt;</c>: the time of an event on one line in the event's zone, which the element
/// of that name converts to the reader's. With content of its own, only the attributes for the element are added.
/// </summary>
[HtmlTargetElement("event-time", Attributes = "times")]
public sealed class EventTimeTag : TagHelper
{
    public EventTimes Times { get; set; } = null!;

    /// <summary>The current instant, in microseconds since 1970: the year is shown only when it is not the current one.</summary>
    public long? Now { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagMode = TagMode.StartTagAndEndTag;
        // A day without hours is the same on every clock.
        if (!Times.IsAllDay)
        {
            output.Attributes.SetAttribute("starts", Instants.ToText(Times.StartsAt));
            output.Attributes.SetAttribute("ends", Instants.ToText(Times.EndsAt));
            output.Attributes.SetAttribute("zone", Times.Zone);
        }
        if (Now is not { } now)
            return;
        output.Content.AppendHtml(Part("data-when", Times.Short(now)));
        if (!Times.IsAllDay)
            output.Content.Append(" ").AppendHtml(Part("data-zone", Times.ZoneName));
    }

    private static TagBuilder Part(string name, string text)
    {
        var part = new TagBuilder("span") { Attributes = { [name] = "" } };
        part.InnerHtml.Append(text);
        return part;
    }
}
