using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace Foyer.Server.Web;

/// <summary>
/// Restricts the page model to properties that a form or a query can bind. The framework would describe every property, including
/// those of the request and the response, for each page: a considerable part of the start-up time.
/// </summary>
internal sealed class BoundProperties(IPageApplicationModelPartsProvider framework) : IPageApplicationModelPartsProvider
{
    public static void Use(IServiceCollection services)
    {
        var framework = services.Single(service => service.ServiceType == typeof(IPageApplicationModelPartsProvider));
        services.AddSingleton<IPageApplicationModelPartsProvider>(provider => new BoundProperties(
            (IPageApplicationModelPartsProvider)
                ActivatorUtilities.CreateInstance(provider, framework.ImplementationType!)
        ));
    }

    // The framework ignores null, although its interface does not declare it.
    public PagePropertyModel CreatePropertyModel(PropertyInfo property) =>
        property.IsDefined(typeof(BindPropertyAttribute)) ? framework.CreatePropertyModel(property) : null!;

    public PageHandlerModel? CreateHandlerModel(MethodInfo method) => framework.CreateHandlerModel(method);

    public PageParameterModel CreateParameterModel(ParameterInfo parameter) =>
        framework.CreateParameterModel(parameter);

    public bool IsHandler(MethodInfo methodInfo) => framework.IsHandler(methodInfo);
}
