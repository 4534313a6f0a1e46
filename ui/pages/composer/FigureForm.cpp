// SPDX-License-Identifier: MIT
#include "pages/composer/FigureForm.h"

#include "widgets/ComboPopup.h"
#include "widgets/InlineNote.h"
#include "widgets/WheelGuard.h"
#include "widgets/forms/RealBox.h"
#include "widgets/forms/SliderBox.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>
#include <QVBoxLayout>

#include <cmath>

namespace lookaway {

constexpr int kLetters = 10; ///< that a box for a choice has room for

FigureForm::FigureForm(FigureDocument& document, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_rows(new QFormLayout)
    , m_note(new InlineNote(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(m_rows);
    column->addWidget(m_note);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_rows->setRowWrapPolicy(QFormLayout::DontWrapRows);
    m_rows->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_rows->setHorizontalSpacing(10);
    m_rows->setVerticalSpacing(6);
    connect(&document, &FigureDocument::specChanged, this, &FigureForm::refresh);
}

void FigureForm::addRow(const QString& label, QWidget* editor)
{
    auto* text = new QLabel(label);
    text->setBuddy(editor);
    text->setMinimumWidth(text->fontMetrics().horizontalAdvance(tr("Between columns, mm")));
    m_rows->addRow(text, editor);
    if (editor->accessibleName().isEmpty())
        editor->setAccessibleName(label);
}

void FigureForm::addWide(QWidget* editor)
{
    m_rows->addRow(editor);
}

void FigureForm::setRowShown(QWidget* editor, bool shown)
{
    editor->setVisible(shown);
    if (auto* label = m_rows->labelForField(editor))
        label->setVisible(shown);
}

void FigureForm::onShow(std::function<void(const FigureSpec&)> show)
{
    m_show.push_back(std::move(show));
}

void FigureForm::change(const QString& label, const std::function<void(FigureSpec&)>& edit)
{
    m_document.edit(label, edit, label);
}

void FigureForm::refresh()
{
    for (const auto& show : m_show)
        show(m_document.spec());
}

QComboBox* FigureForm::addChoice(const QString& label, const QStringList& choices, const char* name)
{
    auto* box = new QComboBox;
    box->setObjectName(QLatin1String(name));
    box->addItems(choices);
    box->setMinimumContentsLength(kLetters);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    fitPopup(box);
    guardWheel(box);
    addRow(label, box);
    return box;
}

RealBox* FigureForm::addBox(const QString& label, const Range& range, double step,
    const std::function<double(const FigureSpec&)>& get, const std::function<void(FigureSpec&, double)>& set)
{
    auto* box = new RealBox;
    box->setRange(range);
    box->setStep(RealBox::Step::Add, step);
    guardWheel(box);
    addRow(label, box);
    connect(box, &RealBox::edited, this, [this, box, label, range, set] {
        if (!box->acceptable()) {
            m_note->say(
                InlineNote::Kind::Problem, tr("%1: a number, %2.").arg(label, QString::fromStdString(range.text())));
            return;
        }
        m_note->clear();
        change(label, [set, value = *box->value()](FigureSpec& spec) { set(spec, value); });
    });
    const auto show = [this, box, get](const FigureSpec& spec) {
        const double value = get(spec);
        // What is being typed stays as it is typed.
        if (!box->acceptable() || std::abs(*box->value() - value) > 1e-9)
            box->setValue(value);
    };
    connect(box, &QAbstractSpinBox::editingFinished, this, [this, show] {
        show(m_document.spec());
        m_note->clear();
    });
    onShow(show);
    return box;
}

RealBox* FigureForm::addReal(const QString& label, double FigureStyle::*field, const Range& range, double step)
{
    return addBox(
        label, range, step, [field](const FigureSpec& spec) { return spec.style.*field; },
        [field](FigureSpec& spec, double value) { spec.style.*field = value; });
}

RealBox* FigureForm::addPercent(const QString& label, const std::function<double(const FigureSpec&)>& get,
    const std::function<void(FigureSpec&, double)>& set, const Range& percent)
{
    return addBox(
        label, percent, 1, [get](const FigureSpec& spec) { return std::round(get(spec) * 1e4) / 100; },
        [set](FigureSpec& spec, double value) { set(spec, value / 100); });
}

QSpinBox* FigureForm::addWhole(const QString& label, int FigureStyle::*field, int low, int high, int step)
{
    auto* box = new QSpinBox;
    box->setRange(low, high);
    box->setSingleStep(step);
    guardWheel(box);
    addRow(label, box);
    connect(box, &QSpinBox::valueChanged, this, [this, label, field](int value) {
        change(label, [field, value](FigureSpec& spec) { spec.style.*field = value; });
    });
    onShow([box, field](const FigureSpec& spec) {
        const QSignalBlocker quiet(box);
        if (box->value() != spec.style.*field)
            box->setValue(spec.style.*field);
    });
    return box;
}

SliderBox* FigureForm::addSlider(const QString& label, double FigureStyle::*field, const Range& range)
{
    auto* slider = new SliderBox(range, label);
    slider->box()->setFixedWidth(slider->box()->minimumSizeHint().width());
    addRow(label, slider);
    connect(slider, &SliderBox::edited, this, [this, slider, label, field] {
        if (const auto value = slider->value())
            change(label, [field, value](FigureSpec& spec) { spec.style.*field = *value; });
    });
    connect(slider->slider(), &QSlider::sliderReleased, this, [this] { m_document.closeStep(); });
    onShow([slider, field](const FigureSpec& spec) {
        if (slider->value() != spec.style.*field)
            slider->setValue(spec.style.*field);
    });
    return slider;
}

QCheckBox* FigureForm::addFlag(const QString& label, bool FigureStyle::*field)
{
    auto* box = new QCheckBox(label);
    addWide(box);
    connect(box, &QCheckBox::toggled, this, [this, label, field](bool on) {
        m_document.edit(label, [field, on](FigureSpec& spec) { spec.style.*field = on; });
    });
    onShow([box, field](const FigureSpec& spec) {
        const QSignalBlocker quiet(box);
        box->setChecked(spec.style.*field);
    });
    return box;
}

QLineEdit* FigureForm::addText(const QString& label, const std::function<std::string(const FigureSpec&)>& get,
    const std::function<void(FigureSpec&, const std::string&)>& set,
    const std::function<QString(const FigureSpec&, const std::string&)>& problem)
{
    auto* edit = new QLineEdit;
    addRow(label, edit);
    connect(edit, &QLineEdit::textEdited, this, [this, label, set, problem](const QString& text) {
        const std::string value = text.toStdString();
        const QString wrong = problem ? problem(m_document.spec(), value) : QString();
        m_note->say(InlineNote::Kind::Problem, wrong);
        if (wrong.isEmpty())
            change(label, [set, value](FigureSpec& spec) { set(spec, value); });
    });
    connect(edit, &QLineEdit::editingFinished, this, [this, edit, get] {
        const QString taken = QString::fromStdString(get(m_document.spec()));
        if (edit->text() != taken)
            edit->setText(taken);
        m_note->clear();
    });
    onShow([edit, get](const FigureSpec& spec) {
        const QString text = QString::fromStdString(get(spec));
        if (edit->text() != text)
            edit->setText(text);
    });
    return edit;
}

} // namespace lookaway
