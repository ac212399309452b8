using System.Globalization;
using Foyer.Server.Accounts;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Foyer.Server.Web.Tags;

/// <summary>
/// <c>&lt;field name="email" label="E-mail" type="email" hint="…" /&gt;</c>: label, input, error and hint, linked by ids. The
/// value comes from the form as it was sent; the first field with an error gets the focus. The type <c>textarea</c> makes a
/// larger field. Fields that occur on several pages have their limits here.
/// </summary>
[HtmlTargetElement("field", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FieldTag : TagHelper
{
    public string Name { get; set; } = "";
    public string Label { get; set; } = "";
    public string Type { get; set; } = "text";
    public string? Value { get; set; }
    public string? Hint { get; set; }
    public string? Autocomplete { get; set; }
    public string? Inputmode { get; set; }
    public int? Maxlength { get; set; }
    public int? Minlength { get; set; }
    public string? Min { get; set; }
    public string? Max { get; set; }
    public bool Optional { get; set; }
    public bool Focus { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    private bool IsArea => Type == "textarea";

    private bool IsName => Autocomplete == "username" || Type == "email" || Inputmode == "email";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var form = (ViewContext.ViewData.Model as FormPage)?.Form ?? Form.Empty;
        var error = form.Error(Name);
        form.Name(Name, Label);
        TakeUsualLimits();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "field");
        output.Content.AppendHtml(LabelTag());
        output.Content.AppendHtml(
            Type == "password" ? Reveal(Input(form, error is not null)) : Input(form, error is not null)
        );
        if (error is not null)
            output.Content.AppendHtml(Line("error", error.Detail));
        if (Hint is not null)
            output.Content.AppendHtml(Line("hint", Hint));
    }

    private void TakeUsualLimits()
    {
        if (Type == "password")
            Maxlength ??= Passwords.MaxLength;
        if (Autocomplete == "new-password")
            Minlength ??= Passwords.MinLength;
        if (Type == "email")
            Maxlength ??= EmailAddresses.MaxLength;
        if (Type == "number")
            Inputmode ??= "numeric";
    }

    private TagBuilder LabelTag()
    {
        var label = new TagBuilder("label") { Attributes = { ["class"] = "field__label", ["for"] = Name } };
        label.InnerHtml.Append(Label);
        if (Optional)
            label.InnerHtml.AppendHtml(" <small>(optional)</small>");
        return label;
    }

    private TagBuilder Input(Form form, bool wrong)
    {
        var value = Type == "password" ? null : form.Value(Name) ?? Value;
        var input = new TagBuilder(IsArea ? "textarea" : "input");
        if (!IsArea)
            input.TagRenderMode = TagRenderMode.StartTag;
        Add(input, "class", "field__input");
        Add(input, "id", Name);
        Add(input, "name", Name);
        Add(input, "type", IsArea ? null : Type);
        Add(input, "value", IsArea ? null : value);
        AddLimits(input);
        Add(input, "aria-describedby", DescribedBy(wrong));
        Add(input, "aria-invalid", wrong ? "true" : null);
        Flag(input, "autofocus", form.First == Name || (form.First is null && Focus));
        // HTML drops the first line break of the content.
        if (IsArea)
            input.InnerHtml.Append("\n" + value);
        return input;
    }

    private void AddLimits(TagBuilder input)
    {
        Flag(input, "required", !Optional);
        Add(input, "maxlength", Maxlength?.ToString(CultureInfo.InvariantCulture));
        Add(input, "minlength", Minlength?.ToString(CultureInfo.InvariantCulture));
        Add(input, "min", Min);
        Add(input, "max", Max);
        Add(input, "inputmode", Inputmode);
        Add(input, "autocomplete", Autocomplete);
        Add(input, "autocapitalize", IsName && Type == "text" ? "none" : null);
        Add(input, "spellcheck", IsName ? "false" : null);
    }

    private TagBuilder Reveal(TagBuilder input)
    {
        var reveal = new TagBuilder("password-reveal") { Attributes = { ["class"] = "field__reveal" } };
        reveal.InnerHtml.AppendHtml(input);
        var icon = Assets.Url(ViewContext.HttpContext, "img/sprite.svg");
        reveal.InnerHtml.AppendHtml(
            "<button class=\"button button--icon button--bare\" type=\"button\" title=\"Show password\" aria-pressed=\"false\">"
                + $"<svg class=\"icon\" aria-hidden=\"true\"><use href=\"{icon}#eye\"/></svg><span class=\"visually-hidden\">Show password</span></button>"
        );
        return reveal;
    }

    private TagBuilder Line(string kind, string text)
    {
        var line = new TagBuilder("p") { Attributes = { ["class"] = $"field__{kind}", ["id"] = $"{Name}-{kind}" } };
        if (kind == "error")
            line.InnerHtml.AppendHtml(
                $"<svg class=\"icon\" aria-hidden=\"true\"><use href=\"{Assets.Url(ViewContext.HttpContext, "img/sprite.svg")}#warning\"/></svg>"
            );
        line.InnerHtml.Append(text);
        return line;
    }

    private string? DescribedBy(bool wrong) =>
        (wrong, Hint) switch
        {
            (true, null) => $"{Name}-error",
            (true, _) => $"{Name}-error {Name}-hint",
            (false, null) => null,
            _ => $"{Name}-hint",
        };

    private static void Add(TagBuilder tag, string name, string? value)
    {
        if (value is not null)
            tag.MergeAttribute(name, value);
    }

    private static void Flag(TagBuilder tag, string name, bool on) => Add(tag, name, on ? "" : null);
}
