// SPDX-License-Identifier: MIT
#include "pages/method/MethodBox.h"

#include "bridge/ExplanationCache.h"
#include "widgets/WheelGuard.h"

#include <QListView>
#include <QSignalBlocker>
#include <QStandardItemModel>

#include <array>

namespace lookaway {

namespace {

enum class Group { Layer, Gradient, Hiding };

Group groupOf(const MethodFact& method)
{
    for (const std::string& setting : method.settings)
        for (const char* part : { "occluder", "lime", "rise", "evidence" })
            if (setting.find(part) != std::string::npos)
                return Group::Hiding;
    return method.needsLayer ? Group::Layer : Group::Gradient;
}

QString toolTipOf(const MethodFact& method)
{
    QStringList lines{ QString::fromStdString(method.title) };
    if (!method.paper.empty())
        lines << QString::fromStdString(method.paper);
    lines << readingOf(method);
    return lines.join(QLatin1Char('\n'));
}

} // namespace

QString readingOf(const MethodFact& method)
{
    QString text = method.isSigned ? MethodBox::tr("Red speaks for the class, blue against it.")
                                   : MethodBox::tr("The hotter, the more it matters.");
    if (!method.classSpecific)
        text += QLatin1Char(' ') + MethodBox::tr("The same map for every class.");
    if (method.slow)
        text += QLatin1Char(' ') + MethodBox::tr("Many passes: takes seconds to minutes, shows what it has so far.");
    return text;
}

MethodBox::MethodBox(QWidget* parent)
    : QComboBox(parent)
    , m_items(new QStandardItemModel(this))
{
    setObjectName(QStringLiteral("method"));
    setAccessibleName(tr("Method"));
    setModel(m_items);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(8);
    setMaxVisibleItems(24);
    guardWheel(this);
    std::array<std::vector<const MethodFact*>, 3> groups;
    for (const MethodFact& method : explanationMethods())
        groups[std::size_t(groupOf(method))].push_back(&method);
    addGroup(tr("From the feature maps of a layer"), groups[std::size_t(Group::Layer)]);
    addGroup(tr("From gradients at the picture"), groups[std::size_t(Group::Gradient)]);
    addGroup(tr("By hiding parts of the picture"), groups[std::size_t(Group::Hiding)]);
    setMethod("grad-cam");
    connect(this, &QComboBox::currentIndexChanged, this, [this] {
        setToolTip(currentData(Qt::ToolTipRole).toString());
        Q_EMIT methodChosen();
    });
}

void MethodBox::addGroup(const QString& title, const std::vector<const MethodFact*>& methods)
{
    if (methods.empty())
        return;
    auto* heading = new QStandardItem(title);
    heading->setFlags(Qt::NoItemFlags);
    QFont font = this->font();
    font.setWeight(QFont::DemiBold);
    heading->setFont(font);
    m_items->appendRow(heading);
    for (const MethodFact* method : methods) {
        const QString id = QString::fromStdString(method->id);
        auto* item = new QStandardItem(QString::fromStdString(method->title));
        item->setData(id, Qt::UserRole);
        item->setToolTip(toolTipOf(*method));
        item->setAccessibleText(QString::fromStdString(method->title));
        m_items->appendRow(item);
        m_byId[id] = item;
    }
}

std::string MethodBox::method() const
{
    return currentData().toString().toStdString();
}

void MethodBox::setMethod(const std::string& id)
{
    const QSignalBlocker quiet(this);
    setCurrentIndex(findData(QString::fromStdString(id)));
    setToolTip(currentData(Qt::ToolTipRole).toString());
}

void MethodBox::setRefusals(const QHash<QString, QString>& refusals)
{
    for (auto entry = m_byId.cbegin(); entry != m_byId.cend(); ++entry) {
        const QString reason = refusals.value(entry.key());
        entry.value()->setEnabled(reason.isEmpty());
        const MethodFact* method = findMethod(entry.key().toStdString());
        entry.value()->setToolTip(reason.isEmpty() ? toolTipOf(*method) : tr("Not for this model: %1").arg(reason));
    }
    setToolTip(currentData(Qt::ToolTipRole).toString());
}

} // namespace lookaway
