// SPDX-License-Identifier: MIT
#include "widgets/forms/ValueEditor.h"

#include "widgets/WheelGuard.h"
#include "widgets/forms/PathEdit.h"
#include "widgets/forms/RealBox.h"
#include "widgets/forms/SettingTexts.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>

#include <limits>
#include <map>

namespace lookaway {

namespace {

using Edited = std::function<void()>;

QString qtext(const SettingValue& value)
{
    return QString::fromStdString(text(value));
}

ValueEditor makeSwitch(const Setting&, QWidget* parent, const Edited& edited)
{
    auto* box = new QCheckBox(parent);
    QObject::connect(box, &QCheckBox::toggled, box, edited);
    return { box, [box] { return box->isChecked() ? QStringLiteral("true") : QStringLiteral("false"); },
        [box](const SettingValue& value) {
            const QSignalBlocker quiet(box);
            box->setChecked(std::get<bool>(value));
        } };
}

ValueEditor makeSpinBox(const Setting& setting, QWidget* parent, const Edited& edited)
{
    auto* box = new QSpinBox(parent);
    box->setRange(static_cast<int>(setting.range->low), static_cast<int>(setting.range->high));
    box->setSpecialValueText(meaningOfZero(setting));
    box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    box->setMinimumWidth(box->minimumSizeHint().height() * 3);
    QObject::connect(box, &QSpinBox::valueChanged, box, edited);
    return { box, [box] { return QString::number(box->value()); },
        [box](const SettingValue& value) {
            const QSignalBlocker quiet(box);
            box->setValue(static_cast<int>(std::get<std::int64_t>(value)));
        } };
}

/// A step that suits the number: along 1, 2, 5 where it ranges over magnitudes, else a small part of its range.
void setStep(RealBox& box, const Setting& setting)
{
    const double usual = std::get<double>(setting.fallback);
    const auto endsWith = [&](const char* end) {
        return QString::fromStdString(setting.key).endsWith(QLatin1String(end));
    };
    const double width = setting.range ? setting.range->high - setting.range->low : 0;
    if (endsWith("learning_rate") || endsWith("weight_decay") || endsWith("epsilon"))
        box.setStep(RealBox::Step::Multiply);
    else if (width <= 1 && usual >= 0.9)
        box.setStep(RealBox::Step::Add, 0.01);
    else if (width <= 1)
        box.setStep(RealBox::Step::Add, 0.05);
    else
        box.setStep(RealBox::Step::Add, width <= 10 ? 0.1 : 1);
}

ValueEditor makeRealBox(const Setting& setting, QWidget* parent, const Edited& edited)
{
    auto* box = new RealBox(parent);
    if (setting.range)
        box->setRange(*setting.range);
    box->setZeroText(meaningOfZero(setting));
    setStep(*box, setting);
    box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    QObject::connect(box, &RealBox::edited, box, edited);
    return { box,
        [box] {
            const auto value = box->value();
            return value ? QString::fromStdString(text(*value)) : box->text();
        },
        [box](const SettingValue& value) { box->setValue(std::get<double>(value)); } };
}

ValueEditor makeLineEdit(const Setting& setting, QWidget* parent, const Edited& edited)
{
    auto* edit = new QLineEdit(parent);
    edit->setPlaceholderText(meaningOfEmpty(setting));
    QObject::connect(edit, &QLineEdit::textEdited, edit, edited);
    return { edit, [edit] { return edit->text(); },
        [edit](const SettingValue& value) { edit->setText(qtext(value)); } };
}

ValueEditor makePathEdit(PathEdit::Kind kind, const Setting& setting, QWidget* parent, const Edited& edited)
{
    auto* edit = new PathEdit(kind, parent);
    edit->lineEdit()->setPlaceholderText(meaningOfEmpty(setting));
    QObject::connect(edit, &PathEdit::edited, edit, edited);
    return { edit, [edit] { return edit->path(); },
        [edit](const SettingValue& value) { edit->setPath(qtext(value)); } };
}

QComboBox* makeComboBox(QWidget* parent, const Edited& edited)
{
    auto* box = new QComboBox(parent);
    box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    box->setMinimumContentsLength(6);
    box->setSizeAdjustPolicy(QComboBox::AdjustToContentsOnFirstShow);
    QObject::connect(box, &QComboBox::currentTextChanged, box, edited);
    return box;
}

ValueEditor makeChoice(const Setting& setting, QWidget* parent, const Edited& edited)
{
    auto* box = makeComboBox(parent, edited);
    const QSignalBlocker quiet(box);
    for (const auto& choice : setting.choices)
        box->addItem(QString::fromStdString(choice));
    return { box, [box] { return box->currentText(); },
        [box](const SettingValue& value) {
            const QSignalBlocker unsignalled(box);
            box->setCurrentText(qtext(value));
        } };
}

/// A text with suggestions: what is typed need not be among them.
ValueEditor makeSuggestions(const QStringList& names, QWidget* parent, const Edited& edited)
{
    auto* box = makeComboBox(parent, edited);
    const QSignalBlocker quiet(box);
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->completer()->setCompletionMode(QCompleter::PopupCompletion);
    box->completer()->setFilterMode(Qt::MatchContains);
    box->completer()->setCaseSensitivity(Qt::CaseInsensitive);
    box->addItems(names);
    return { box, [box] { return box->currentText().trimmed(); },
        [box](const SettingValue& value) {
            const QSignalBlocker unsignalled(box);
            box->setCurrentText(qtext(value));
            box->lineEdit()->setCursorPosition(0);
        } };
}

ValueEditor makeText(const Setting& setting, QWidget* parent, const Edited& edited)
{
    static const std::map<std::string, PathEdit::Kind> paths{ { "data.path", PathEdit::Kind::Data },
        { "model.weights", PathEdit::Kind::Weights }, { "run.folder", PathEdit::Kind::Folder } };
    if (const auto path = paths.find(setting.key); path != paths.end())
        return makePathEdit(path->second, setting, parent, edited);
    if (setting.key == "training.device")
        return makeSuggestions(deviceNames(), parent, edited);
    if (setting.key == "model.name")
        return makeSuggestions({}, parent, edited);
    return makeLineEdit(setting, parent, edited);
}

ValueEditor makeByType(const Setting& setting, QWidget* parent, const Edited& edited)
{
    switch (setting.type) {
    case SettingType::Switch:
        return makeSwitch(setting, parent, edited);
    case SettingType::Integer:
        // Seeds have more digits than a spin box can hold.
        return setting.range && setting.range->high <= std::numeric_limits<int>::max()
            ? makeSpinBox(setting, parent, edited)
            : makeLineEdit(setting, parent, edited);
    case SettingType::Real:
        return makeRealBox(setting, parent, edited);
    case SettingType::Choice:
        return makeChoice(setting, parent, edited);
    case SettingType::Text:
        break;
    }
    return makeText(setting, parent, edited);
}

} // namespace

ValueEditor makeValueEditor(const Setting& setting, QWidget* parent, const Edited& edited)
{
    ValueEditor editor = makeByType(setting, parent, edited);
    editor.widget->setObjectName(QString::fromStdString(setting.key));
    editor.widget->setAccessibleName(labelOf(setting));
    editor.widget->setAccessibleDescription(helpOf(setting));
    if (auto* path = qobject_cast<PathEdit*>(editor.widget))
        path->setTitle(labelOf(setting));
    else
        guardWheel(editor.widget);
    return editor;
}

QStringList deviceNames()
{
    return { QStringLiteral("auto"), QStringLiteral("cpu"), QStringLiteral("cuda"), QStringLiteral("mps") };
}

} // namespace lookaway
