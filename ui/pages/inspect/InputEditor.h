// SPDX-License-Identifier: MIT
#pragma once

#include "session/inspect/Inspection.h"

#include <QWidget>

#include <array>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace lookaway {

class ClassNamesButton;
class InlineNote;
class RealBox;

/// How pictures become the model's input and what its classes are called, as a form. Holds when Apply is pressed, and
/// for next time too where that is wanted.
class InputEditor : public QWidget {
    Q_OBJECT

public:
    explicit InputEditor(QWidget* parent = nullptr);

    /// What holds now, and for how many classes names are wanted.
    void setFormat(const InputFormat& format, std::int64_t classCount);
    /// What stands in the form.
    InputFormat format() const;
    void showProblem(const QString& sentence);
    void showSaved(bool remembered);

    /// Names for the classes, applied at once.
    void takeNames(const std::vector<std::string>& names);

Q_SIGNALS:
    void applied(const lookaway::InputFormat& format, bool remember);

private:
    void build();
    QWidget* makeNumbers(std::array<RealBox*, 3>& boxes, const QString& name);
    void takePreset(int index);
    void onEdited();
    void showNames();

    InputFormat m_format; ///< what holds
    std::vector<std::string> m_names;
    std::int64_t m_classCount = 0;
    QSpinBox* m_side = nullptr;
    QComboBox* m_fit = nullptr;
    QComboBox* m_channels = nullptr;
    QComboBox* m_preset = nullptr;
    std::array<RealBox*, 3> m_mean = {};
    std::array<RealBox*, 3> m_std = {};
    QCheckBox* m_probabilities = nullptr;
    QLabel* m_namesText = nullptr;
    ClassNamesButton* m_namesButton = nullptr;
    QCheckBox* m_remember = nullptr;
    QPushButton* m_apply = nullptr;
    InlineNote* m_note = nullptr;
};

/// "scaled as for ImageNet", or the numbers.
QString normalisationText(const InputFormat& format);

} // namespace lookaway
