// SPDX-License-Identifier: MIT
#include "bridge/CompareKeys.h"

#include "session/settings/ConfigFile.h"

#include <QCryptographicHash>

namespace lookaway {

namespace {

constexpr char kPart = '\x1f'; // stands in no path or name
constexpr char kGroup = '\x1e';

QByteArray bytes(const std::string& text)
{
    return QByteArray::fromStdString(text);
}

QByteArray settingsKey(const ComparisonSpec& spec)
{
    Config config;
    config.explain = spec.explain;
    return QCryptographicHash::hash(bytes(toToml(config)), QCryptographicHash::Sha1);
}

} // namespace

QByteArray modelKey(const ModelSource& model)
{
    return QByteArray::number(int(model.kind)) + kPart + bytes(model.path.string()) + kPart + bytes(model.model) + kPart
        + bytes(model.checkpoint);
}

QByteArray classKey(const ComparisonSpec& spec, std::size_t row)
{
    const ComparedPicture& picture = spec.pictures[row];
    QByteArray key = bytes(picture.file.string()) + kPart;
    const RowClass& by = spec.rowClass;
    // A model answers, or gives its number of a class that only has a name.
    const QByteArray model = by.model < spec.models.size() ? modelKey(spec.models[by.model].source) : QByteArray();
    if (!picture.className.empty())
        return key + "own" + kPart + bytes(picture.className) + kPart + model;
    return key + QByteArray::number(int(by.by)) + kPart + bytes(by.by == RowClass::By::Given ? by.name : "") + kPart
        + model;
}

QByteArray rowKey(const ComparisonSpec& spec, std::size_t row)
{
    QByteArray key = classKey(spec, row);
    for (const ComparedModel& model : spec.models)
        key += kGroup + modelKey(model.source);
    return key;
}

QByteArray columnKey(const ComparisonSpec& spec, std::size_t column)
{
    return columnKeys(spec)[column];
}

std::vector<QByteArray> columnKeys(const ComparisonSpec& spec)
{
    using Kind = ComparedColumn::Kind;
    const auto model = [&](std::size_t index) {
        return index < spec.models.size() ? modelKey(spec.models[index].source) : QByteArray();
    };
    const QByteArray settings = settingsKey(spec);
    std::vector<QByteArray> keys;
    for (const ComparedColumn& what : spec.columns) {
        QByteArray key = QByteArray::number(int(what.kind)) + kGroup + model(what.model) + kGroup + bytes(spec.device)
            + kPart + QByteArray::number(threadsOf(spec));
        if (what.kind != Kind::Input)
            key += kGroup + bytes(what.method) + kPart + bytes(what.layer) + kPart
                + QByteArray::number(spec.hotLevel, 'g', 17) + kPart + settings;
        if (what.kind == Kind::Difference || what.kind == Kind::HotRegions)
            key += kGroup + model(what.reference);
        keys.push_back(key);
    }
    return keys;
}

} // namespace lookaway
