// SPDX-License-Identifier: MIT
#include "bridge/Preferences.h"

#include "base/ColorMap.h"
#include "session/settings/SettingNames.h"
#include "session/settings/Settings.h"

#include <QDir>
#include <QSettings>
#include <QStandardPaths>

#include <tuple>

namespace lookaway {

namespace {

// Preferences that are settings of a run are saved under their keys and checked by their rows of the settings table.
constexpr const char* ofARun[] = { "training.device", "training.precision", "training.threads", "data.loader_threads",
    "data.cache_megabytes" };

QString place(const char* name)
{
    return QStringLiteral("preferences/") + QLatin1String(name);
}

} // namespace

QString Preferences::defaultRunFolder()
{
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return QDir::toNativeSeparators(
        QDir(documents.isEmpty() ? QDir::homePath() : documents).filePath(QStringLiteral("Lookaway runs")));
}

Preferences Preferences::load(const QSettings& settings)
{
    Config config;
    for (const char* key : ofARun)
        if (const auto saved = settings.value(place(key)); saved.isValid())
            (void)findSetting(key)->parse(config, saved.toString().toStdString()); // not allowed: stays the default
    Preferences loaded;
    loaded.takeFrom(config);
    if (loaded.device.trimmed().isEmpty())
        loaded.device = Preferences().device;
    loaded.theme = themeFromId(settings.value(place("theme")).toString());
    if (const QString folder = settings.value(place("run_folder")).toString(); !folder.trimmed().isEmpty())
        loaded.runFolder = folder;
    bool isNumber = false;
    const int history = settings.value(place("batch_history")).toInt(&isNumber);
    if (isNumber && history >= leastBatchHistory && history <= mostBatchHistory)
        loaded.batchHistory = history;
    if (const QString map = settings.value(place("color_map")).toString(); findColorMap(map.toStdString()))
        loaded.colorMap = map;
    loaded.reopenLayout = settings.value(place("reopen_layout"), loaded.reopenLayout).toBool();
    return loaded;
}

void Preferences::save(QSettings& settings) const
{
    Config config;
    applyTo(config);
    for (const char* key : ofARun)
        settings.setValue(place(key), QString::fromStdString(text(findSetting(key)->get(config))));
    settings.setValue(place("theme"), themeId(theme));
    settings.setValue(place("run_folder"), runFolder);
    settings.setValue(place("batch_history"), batchHistory);
    settings.setValue(place("color_map"), colorMap);
    settings.setValue(place("reopen_layout"), reopenLayout);
}

void Preferences::applyTo(Config& config) const
{
    config.training.device = device.toStdString();
    config.training.precision = precision;
    config.training.threads = threads;
    config.data.loaderThreads = loaderThreads;
    config.data.cacheMegabytes = cacheMegabytes;
}

void Preferences::takeFrom(const Config& config)
{
    device = QString::fromStdString(config.training.device);
    precision = config.training.precision;
    threads = config.training.threads;
    loaderThreads = config.data.loaderThreads;
    cacheMegabytes = config.data.cacheMegabytes;
}

bool operator==(const Preferences& a, const Preferences& b)
{
    const auto all = [](const Preferences& p) {
        return std::tie(p.theme, p.runFolder, p.device, p.precision, p.threads, p.loaderThreads, p.cacheMegabytes,
            p.batchHistory, p.colorMap, p.reopenLayout);
    };
    return all(a) == all(b);
}

} // namespace lookaway
